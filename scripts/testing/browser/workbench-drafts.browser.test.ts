import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { browserExpected } from "./browser.ts";
import { labPages, read, status } from "./lab-pages.ts";
import { grade, openWorkbench, write, written } from "./workbench-page.ts";

describe.skipIf(!browserExpected)("the workbench keeps what the learner writes", () => {
  const lab = labPages();

  const drafts = (page: Page): Promise<string[]> =>
    page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("checkride:")));

  test("edits survive a reload; starting over can be taken back", async () => {
    const page = await lab.open();
    const [exercise, mine] = [await read("exercise"), "kind: Deployment # mine\n"];
    expect(await written(page)).toBe(exercise);
    await write(page, mine);
    await openWorkbench(page, lab.address());
    expect(await written(page)).toBe(mine);
    await page.getByRole("button", { name: "Start over" }).click();
    expect(await written(page)).toBe(exercise);
    await page.getByRole("button", { name: "Take my text back" }).click();
    expect(await written(page)).toBe(mine);
    await page.getByRole("button", { name: "Start over" }).click();
    await openWorkbench(page, lab.address());
    expect(await written(page)).toBe(exercise);
    expect(await drafts(page)).toEqual([]);
  });

  test.each([
    { choice: "Keep my text", stays: "mine\n" },
    { choice: "Take the new exercise", stays: undefined },
  ])("an exercise that has changed since is offered: $choice", async ({ choice, stays }) => {
    const page = await lab.open();
    await write(page, "mine\n");
    const [key = ""] = await drafts(page);
    await page.evaluate((key) => {
      localStorage.setItem(key, JSON.stringify({ text: "mine\n", shipped: "an earlier exercise" }));
    }, key);
    await openWorkbench(page, lab.address());
    expect(await written(page)).toBe("mine\n");
    expect(await page.locator(".notice p").innerText()).toBe(
      "The exercise has changed since you began (deployment.yaml). Your text is kept.",
    );
    await page.getByRole("button", { name: choice }).click();
    expect(await written(page)).toBe(stays ?? (await read("exercise")));
    await openWorkbench(page, lab.address());
    expect(await page.locator(".notice").count()).toBe(0);
    expect(await written(page)).toBe(stays ?? (await read("exercise")));
  });

  /** The browser's storage does this with the keys of drafts; with those of others it works. */
  async function openWithStorage(method: "getItem" | "setItem", does: string): Promise<Page> {
    const page = await lab.newPage();
    await page.addInitScript(`{
      const own = Storage.prototype.${method};
      Storage.prototype.${method} = function (key, value) {
        if (!key.startsWith("checkride:")) return own.call(this, key, value);
        ${does}
      };
    }`);
    await openWorkbench(page, lab.address());
    return page;
  }

  test.each([
    { storage: "broken", does: `return "{"` },
    { storage: "of another shape", does: `return "[1]"` },
    { storage: "forbidden", does: `throw new DOMException("no", "SecurityError")` },
  ])("a storage that is $storage breaks nothing", async ({ does }) => {
    const page = await openWithStorage("getItem", does);
    expect(await written(page)).toBe(await read("exercise"));
    await write(page, await read("solution"));
    await grade(page);
    expect(await status(page)).toBe("✓ pass: 14 of 14 points");
  });

  test("a full storage is said, and grading goes on", async () => {
    const page = await openWithStorage("setItem", `throw new DOMException("full", "QuotaExceededError")`);
    expect(await page.locator(".unkept").isVisible()).toBe(false);
    await write(page, await read("solution"));
    expect(await page.locator(".unkept").innerText()).toBe(
      "This browser does not keep your changes: copy them before you leave the page.",
    );
    await grade(page);
    expect(await status(page)).toBe("✓ pass: 14 of 14 points");
  });
});
