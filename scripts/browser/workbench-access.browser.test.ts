import { gzipSync } from "node:zlib";
import { AxeBuilder } from "@axe-core/playwright";
import type { Response } from "playwright-core";
import { describe, expect, test } from "vitest";
import { browserExpected } from "./browser.ts";
import { labPages, read, status } from "./lab-pages.ts";
import { grade, openWorkbench, shownEssence, write, written } from "./workbench-page.ts";

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
    const page = await lab.newPage();
    await page.route(lab.address(), async (route) => {
      const response = await route.fetch();
      const second = String.raw`"exercise":[{"name":"a.yaml","text":"a: 1\n"},`;
      await route.fulfill({ response, body: (await response.text()).replace('"exercise":[', second) });
    });
    await openWorkbench(page, lab.address());
    expect(await page.getByRole("tab").allInnerTexts()).toEqual(["a.yaml", "deployment.yaml"]);
    expect(await written(page)).toBe("a: 1\n");
    await write(page, "a: 2\n");
    await page.getByRole("tab", { selected: true }).focus();
    await page.keyboard.press("ArrowRight");
    expect(await written(page)).toBe(await read("exercise"));
    await grade(page);
    expect((await shownEssence(page)).issues).toEqual(["unexpected-file"]);
    await page.locator("button.place").click();
    expect(await page.getByRole("tab", { selected: true }).innerText()).toBe("a.yaml");
    expect(await written(page)).toBe("a: 2\n");
    const { violations } = await new AxeBuilder({ page }).include(".workbench").analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
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
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow).toBe(0);
      }
      await page.locator(".cm-lint-marker").hover();
      const { violations } = await new AxeBuilder({ page }).include(".cm-editor").analyze();
      expect(violations.map(({ id }) => id)).toEqual([]);
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
    expect(await status(page)).toContain("fail: 0 of 12 points");
  });
});
