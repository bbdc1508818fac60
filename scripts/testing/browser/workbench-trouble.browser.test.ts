import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { browserExpected } from "./browser.ts";
import { labPages, read, status } from "./lab-pages.ts";
import { grade, openWorkbench, shownEssence, verdictText, write, written } from "./workbench-page.ts";

describe.skipIf(!browserExpected)("the workbench in trouble", () => {
  const lab = labPages();

  test("markup in the files stays text", async () => {
    const page = await lab.open();
    const markup = `</script><img src=x onerror="document.title='bad'">`;
    await write(page, `apiVersion: apps/v1\nkind: '${markup.replaceAll("'", "''")}'\n`);
    await grade(page);
    expect(await page.locator(".verdict .issue").first().innerText()).toContain(markup.replaceAll('"', String.raw`\"`));
    expect(await page.locator(".workbench img").count()).toBe(0);
    expect(await page.title()).not.toBe("bad");
  });

  test.each([
    { name: "1 MB of lines", text: "# 34567\n".repeat(125_000), code: "file-too-large" },
    { name: "1 MB in one line", text: "a".repeat(1_000_000), code: "file-too-large" },
    { name: "10,000 brackets", text: "[".repeat(10_000), code: "too-deep" },
    { name: "nothing", text: "", code: "empty-file" },
    { name: "tabs", text: "kind: Deployment\nspec:\n\treplicas: 3\n", code: "tab-indentation" },
  ])("a clear issue, and the page lives on: $name", async ({ text, code }) => {
    const page = await lab.open();
    await write(page, text);
    await grade(page);
    expect((await shownEssence(page)).issues).toEqual([code]);
    await page.getByRole("button", { name: "Start over" }).click();
    await write(page, await read("solution"));
    await grade(page);
    expect(await status(page)).toBe("✓ pass: 14 of 14 points");
  });

  test("text that nests deeper than a parser's stack leaves the editor alive", async () => {
    const page = await lab.open();
    await write(page, "[".repeat(30_000));
    // The editor parses when the page is idle, and again after each change.
    for (const _ of [1, 2]) {
      await page.waitForTimeout(1000);
      await page.keyboard.type("x");
    }
    await page.getByRole("button", { name: "Start over" }).click();
    expect(await written(page)).toBe(await read("exercise"));
  });

  describe("when the grader's worker", () => {
    /** The first worker runs this script instead of the grader. */
    async function openWithFirstWorker(script: string | undefined): Promise<Page> {
      const page = await lab.newPage();
      let count = 0;
      await page.route(/grade\.worker/, (route) => {
        if (count++ > 0) return route.continue();
        return script === undefined ? route.abort() : route.fulfill({ contentType: "text/javascript", body: script });
      });
      await openWorkbench(page, lab.address());
      return page;
    }

    const thrown = "onmessage = ({ data }) => { if (data.type === 'grade') throw new Error('out of luck') }";
    const rejected = `
      addEventListener("unhandledrejection", ({ reason }) => postMessage({ type: "stopped", cause: reason.message }));
      onmessage = ({ data }) => { if (data.type === "grade") Promise.reject(new Error("out of luck")) }`;

    test.each([
      { does: "throws", script: thrown, says: "The grader in this page stopped: Uncaught Error: out of luck" },
      { does: "gives up", script: rejected, says: "The grader in this page stopped: out of luck" },
      { does: "does not load", script: undefined, says: "The grader could not be loaded. Is there a connection?" },
    ])("$does, it is an error in words, and the next press uses a new one", async ({ script, says }) => {
      const page = await openWithFirstWorker(script);
      await grade(page);
      expect(await verdictText(page)).toBe(
        `Verdict\nnone was reached\n! error ${says}\nNext: this is not about your files, and they are kept. Grade again; if it stays so, reload the page.`,
      );
      expect(await status(page)).toBe("! error: no verdict was reached");
      lab.forgetProblems();
      await grade(page);
      expect(await status(page)).toContain("fail: 0 of 14 points");
    });

    test("is silent for half a minute, it is stopped and that is said", async () => {
      const page = await openWithFirstWorker("");
      await page.clock.install();
      await page.locator(".grade").click();
      await page.clock.runFor(29_000);
      expect(await status(page)).toBe("Loading the grader");
      await page.clock.runFor(2000);
      expect(await page.locator(".verdict .cause").innerText()).toBe(
        "! error The grader has not answered for 30 seconds and was stopped.",
      );
    });
  });
});
