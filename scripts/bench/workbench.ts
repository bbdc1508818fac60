import { readFile } from "node:fs/promises";
import { launchBrowser } from "#testing/browser/browser.ts";
import { serveSite } from "#testing/browser/site.ts";
import { grade, openWorkbench, write } from "#testing/browser/workbench-page.ts";
import { median } from "./median.ts";

const SAMPLES = 9;

/** Milliseconds from the click on Grade until the verdict on a solution is in the built page, in a headless browser. */
export async function benchWorkbench(): Promise<{
  /** The first grade of a page, whose grader began to load when the editor got the focus. */
  firstMilliseconds: number;
  medianMilliseconds: number;
  samples: number;
}> {
  const site = await serveSite();
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await openWorkbench(page, `${site.url}labs/self-healing/`);
    await write(page, await readFile("labs/self-healing/solution/deployment.yaml", "utf8"));
    const firstMilliseconds = await grade(page);
    const later: number[] = [];
    for (let count = 0; count < SAMPLES; count++) {
      // Nobody reads a verdict and presses again at once.
      await page.waitForTimeout(1000);
      later.push(await grade(page));
    }
    return { firstMilliseconds, medianMilliseconds: median(later), samples: SAMPLES };
  } finally {
    await browser.close();
    await site.close();
  }
}
