import { gzipSync } from "node:zlib";
import type { Response } from "playwright-core";
import { describe, expect, test } from "vitest";
import { browserExpected } from "./browser.ts";
import { labPages, read, status } from "./lab-pages.ts";
import { violations } from "./violations.ts";
import { grade, shownEssence, write, written } from "./workbench-page.ts";

describe.skipIf(!browserExpected)("the workbench is there for everybody", () => {
  const lab = labPages();

  test("the keyboard does everything: write, grade, leave the editor, read, jump, start over, take back", async () => {
    const page = await lab.open();
    const focused = () => page.evaluate(() => document.activeElement?.textContent.trim());
    await page.locator(".cm-content").focus();
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("# mine\n");
    await page.keyboard.press("Control+Enter");
    await page.locator(".verdict .total").waitFor();
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Grade");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Start over");
    await page.keyboard.press("Tab");
    expect(await focused()).toContain("Three Pods of the Deployment are Ready");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("deployment.yaml:7:3");
    await page.keyboard.press("Enter");
    await page.keyboard.type("# here ");
    expect((await written(page)).split("\n")[6]).toBe("  # here replicas: 1");
    for (const name of ["Grade", "Start over"]) {
      await page.keyboard.press("Tab");
      expect(await focused()).toBe(name);
    }
    await page.keyboard.press("Enter");
    expect(await written(page)).toBe(await read("exercise"));
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Take my text back");
    await page.keyboard.press("Enter");
    expect(await written(page)).toContain("# mine");
    expect(await page.evaluate(() => document.activeElement?.className)).toContain("cm-content");
  });

  test("several files have tabs, which the keyboard and a verdict's places reach", async () => {
    const page = await lab.open({}, "place-a-pod");
    const names = ["web.yaml", "node-report.yaml"];
    expect(await page.getByRole("tab").allInnerTexts()).toEqual(names);
    expect(await written(page)).toBe(await read("exercise", "web.yaml", "place-a-pod"));
    await write(page, "kind: Pod\nspec:\n\tcontainers: []\n");
    await page.getByRole("tab", { selected: true }).focus();
    await page.keyboard.press("ArrowRight");
    expect(await written(page)).toBe(await read("exercise", "node-report.yaml", "place-a-pod"));
    await grade(page);
    expect((await shownEssence(page)).issues).toEqual(["tab-indentation"]);
    await page.locator("button.place").click();
    expect(await page.getByRole("tab", { selected: true }).innerText()).toBe("web.yaml");
    expect(await violations(page, { within: ".workbench" })).toEqual([]);
  });

  test("a lab that needs a real cluster says so before the press, checks the files, and sends you there", async () => {
    const page = await lab.open({}, "back-up-etcd");
    expect(await page.locator(".starlight-aside").first().innerText()).toContain("This lab needs a real cluster");
    expect(await page.locator(".workbench .notice").innerText()).toBe(
      "Here your files are only checked for issues. Whether the cluster then does what the task asks, a real one says.",
    );
    expect(await page.locator(".grade").innerText()).toBe("Check the files");
    await grade(page);
    expect(await page.locator(".verdict .issue").innerText()).toMatchInlineSnapshot(`
      "? needs-real-cluster The files have no issue, and the lab needs a real cluster: what it teaches is not simulated.

      Grade them with --cluster kind."
    `);
    expect(await page.locator(".verdict .next").innerText()).toContain("npm run grade -- back-up-etcd --cluster kind");
    expect(await page.locator(".cm-lint-marker").count()).toBe(0);
    expect(await page.locator(".grade").innerText()).toBe("Check the files");
    expect(await violations(page)).toEqual([]);
  });

  test.each(["light", "dark"] as const)("a failing verdict is accessible: %s", async (colorScheme) => {
    for (const viewport of [
      { width: 1280, height: 800 },
      { width: 390, height: 844 },
    ]) {
      const page = await lab.open({ colorScheme, viewport });
      for (const mistake of ["mistakes/missing-image", "mistakes/replicas-as-text"]) {
        await write(page, await read(mistake));
        await grade(page);
        await page.locator(".verdict details").evaluateAll((all) => all.forEach((one) => one.setAttribute("open", "")));
        expect(await violations(page)).toEqual([]);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow).toBe(0);
      }
      await page.locator(".cm-lint-marker").hover();
      expect(await violations(page, { within: ".cm-editor" })).toEqual([]);
    }
  });

  test("without JavaScript there are the exercise and the way to grade it, and nothing to press", async () => {
    const page = await lab.newPage({ javaScriptEnabled: false });
    await page.goto(lab.address());
    const text = await page.locator(".workbench").innerText();
    expect(text).toContain("replicas: 1");
    expect(text).toContain("npm run grade -- self-healing");
    expect(await page.locator(".workbench button:visible").count()).toBe(0);
  });

  test("nothing of it loads before the reader comes near it", async () => {
    const page = await lab.newPage();
    const loaded: Promise<number>[] = [];
    const weigh = (response: Response) => loaded.push(response.body().then((body) => gzipSync(body).length));
    page.on("response", weigh);
    await page.goto(lab.address(), { waitUntil: "networkidle" });
    page.off("response", weigh);
    const before = (await Promise.all(loaded)).reduce((sum, bytes) => sum + bytes, 0);
    expect(before).toBeLessThanOrEqual(150_000);
    expect(await page.locator(".cm-editor").count()).toBe(0);
    const workers: string[] = [];
    page.on("worker", (worker) => workers.push(worker.url()));
    await page.locator(".workbench").scrollIntoViewIfNeeded();
    await page.locator(".cm-content").waitFor();
    expect(workers).toEqual([]);
    await page.locator(".cm-content").focus();
    await expect.poll(() => workers.length).toBe(1);
  });

  test("a press on Grade before the editor is there is not lost", async () => {
    const page = await lab.newPage();
    await page.goto(lab.address(), { waitUntil: "networkidle" });
    await page.locator(".grade").evaluate((button: HTMLElement) => button.click());
    await page.locator(".verdict .total").waitFor();
    expect(await status(page)).toContain("fail: 0 of 14 points");
  });
});
