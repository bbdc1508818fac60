import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { readCorpus } from "#commands/corpus.ts";
import { openLab } from "#commands/lab-folders.ts";
import { openCluster } from "#commands/open-place.ts";
import { proveOnClustersOfTheirOwn } from "#commands/prove.ts";
import { essence } from "#core/proof.ts";
import { browserExpected, launchBrowser } from "./browser.ts";
import { type ServedSite, serveSite } from "./site.ts";
import { grade, openWorkbench, shownEssence, write, written } from "./workbench-page.ts";

const read = (path: string): Promise<string> => readFile(`labs/self-healing/${path}/deployment.yaml`, "utf8");

describe.skipIf(!browserExpected)("the workbench in a lab's page", () => {
  let site: ServedSite;
  let browser: Browser;
  let problems: string[] = [];

  beforeAll(async () => {
    site = await serveSite();
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    const seen = problems;
    problems = [];
    expect(seen).toEqual([]);
  });

  const address = (): string => `${site.url}labs/self-healing/`;

  async function newPage(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    const page = await context.newPage();
    page.on("console", (message) => message.type() === "error" && problems.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => problems.push(`exception: ${error.message}`));
    return page;
  }

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const page = await newPage(options);
    await openWorkbench(page, address());
    return page;
  }

  const status = (page: Page): Promise<string> => page.locator(".progress").innerText();

  test("the exercise as shipped fails: the first check is open and says why, what it blocks is folded", async () => {
    const page = await open();
    await grade(page);
    expect(await page.locator(".verdict").innerText()).toMatchInlineSnapshot();
    expect(await page.locator(".verdict details[open]").count()).toBe(1);
    expect(await page.locator("[data-check=three-pods-ready] details").getAttribute("open")).not.toBeNull();
    expect(await status(page)).toContain("fail: 0 of 12 points");
  });

  test("the solution passes, and the next step is a real cluster", async () => {
    const page = await open();
    await write(page, await read("solution"));
    await grade(page);
    expect(await page.locator(".verdict").innerText()).toMatchInlineSnapshot();
    expect(await page.locator(".verdict details[open]").count()).toBe(0);
    expect(await status(page)).toBe("✓ pass: 12 of 12 points");
    expect(await page.locator(".cm-lint-marker").count()).toBe(0);
  });

  test("every file set of the corpus gets in the page what it gets in the terminal", async () => {
    const lab = await openLab("self-healing");
    const cases = await readCorpus(lab);
    const { signal } = new AbortController();
    const place = { cluster: "simulated", fresh: false, yes: false, say: () => undefined, signal } as const;
    const cluster = () => openCluster(lab.file.cluster?.workers ?? 2, place);
    const run = { started: () => undefined, signal };
    const inTerminal = await proveOnClustersOfTheirOwn(lab, cases, cluster, run);
    const page = await open();
    for (const [index, { name, files }] of cases.entries()) {
      await write(page, new TextDecoder().decode(files[0]?.bytes ?? new Uint8Array()));
      await grade(page);
      expect(await shownEssence(page), name).toEqual(inTerminal[index] && essence(inTerminal[index].verdict));
    }
    expect(cases.length).toBeGreaterThan(4);
  });

  test("the place of a failure is marked in the editor, and its button leads there", async () => {
    const page = await open();
    await write(page, await read("mistakes/replicas-as-text"));
    await grade(page);
    expect(await page.locator(".cm-lintRange-error").allInnerTexts()).toEqual(['"3"']);
    await page.locator(".cm-lint-marker").hover();
    expect(await page.locator(".cm-tooltip").innerText()).toBe(
      '`spec.replicas` must be an integer; here stands "3". Remove the quotes.',
    );
    await page.locator("button.place").click();
    await page.keyboard.press("Shift+End");
    await page.keyboard.type("3");
    await grade(page);
    expect(await status(page)).toBe("✓ pass: 12 of 12 points");
  });

  test("a changed text says that the verdict is about an earlier one, until it is graded", async () => {
    const page = await open();
    await grade(page);
    expect(await page.locator(".stale").isVisible()).toBe(false);
    await write(page, await read("solution"));
    expect(await page.locator(".stale").innerText()).toBe("The files have changed since this verdict.");
    await grade(page);
    expect(await page.locator(".stale").isVisible()).toBe(false);
  });

  test("there is one hint, and one more on each request", async () => {
    const page = await open();
    await write(page, await read("mistakes/missing-image"));
    await grade(page);
    const hints = page.locator(".hint-text");
    expect(await hints.allInnerTexts()).toEqual([
      "The node cannot get the image. Compare its name and tag with the task.",
    ]);
    await page.getByRole("button", { name: "One more hint" }).click();
    expect(await hints.last().innerText()).toBe("Which field of a Deployment says how many Pods it wants?");
    expect(await page.getByRole("button", { name: "One more hint" }).count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.className)).toBe("hint-text");
  });

  test("a cause is told as soon as it is seen", async () => {
    const page = await open();
    await write(page, await read("mistakes/missing-image"));
    await page.locator(".progress").evaluate((status) => {
      const heard: string[] = [];
      new MutationObserver(() => heard.push(status.textContent)).observe(status, { childList: true });
      Object.assign(window, { heard });
    });
    await grade(page);
    const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard);
    expect(heard).toContain("Checking: Three Pods of the Deployment are Ready");
    expect(heard.find((text) => text.startsWith("Seen on"))).toMatch(/^Seen on Pod\/web-\S+: ErrImagePull$/);
    expect(heard.at(-1)).toBe("✗ fail: 0 of 12 points. First failed check: Three Pods of the Deployment are Ready.");
  });

  test("edits survive a reload; starting over can be taken back", async () => {
    const page = await open();
    const [exercise, mine] = [await read("exercise"), "kind: Deployment # mine\n"];
    expect(await written(page)).toBe(exercise);
    await write(page, mine);
    await openWorkbench(page, address());
    expect(await written(page)).toBe(mine);
    await page.getByRole("button", { name: "Start over" }).click();
    expect(await written(page)).toBe(exercise);
    await page.getByRole("button", { name: "Take my text back" }).click();
    expect(await written(page)).toBe(mine);
    await page.getByRole("button", { name: "Start over" }).click();
    await openWorkbench(page, address());
    expect(await written(page)).toBe(exercise);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
  });

  test.each([
    { choice: "Keep my text", stays: "mine\n" },
    { choice: "Take the new exercise", stays: undefined },
  ])("an exercise that has changed since is offered: $choice", async ({ choice, stays }) => {
    const page = await open();
    await write(page, "mine\n");
    await page.evaluate(() => {
      const [key = ""] = Object.keys(localStorage);
      localStorage.setItem(key, JSON.stringify({ text: "mine\n", shipped: "an earlier exercise" }));
    });
    await openWorkbench(page, address());
    expect(await written(page)).toBe("mine\n");
    expect(await page.locator(".notice p").innerText()).toBe(
      "The exercise has changed since you began (deployment.yaml). Your text is kept.",
    );
    await page.getByRole("button", { name: choice }).click();
    expect(await written(page)).toBe(stays ?? (await read("exercise")));
    await openWorkbench(page, address());
    expect(await page.locator(".notice").count()).toBe(0);
    expect(await written(page)).toBe(stays ?? (await read("exercise")));
  });

  test.each([
    { storage: "broken", script: "localStorage.getItem = () => '{'" },
    { storage: "of another shape", script: "localStorage.getItem = () => '[1]'" },
    {
      storage: "forbidden",
      script: "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })",
    },
  ])("a storage that is $storage breaks nothing", async ({ script }) => {
    const page = await newPage();
    await page.addInitScript(script.replace("localStorage.getItem", "Storage.prototype.getItem"));
    await openWorkbench(page, address());
    expect(await written(page)).toBe(await read("exercise"));
    await write(page, await read("solution"));
    await grade(page);
    expect(await status(page)).toBe("✓ pass: 12 of 12 points");
  });

  test("a full storage is said, and grading goes on", async () => {
    const page = await newPage();
    await page.addInitScript(
      "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }",
    );
    await openWorkbench(page, address());
    expect(await page.locator(".unkept").isVisible()).toBe(false);
    await write(page, await read("solution"));
    expect(await page.locator(".unkept").innerText()).toBe(
      "This browser does not keep your changes: copy them before you leave the page.",
    );
    await grade(page);
    expect(await status(page)).toBe("✓ pass: 12 of 12 points");
  });

  test("the keyboard does everything: write, grade, leave the editor, read, jump, start over, take back", async () => {
    const page = await open();
    const focused = () => page.evaluate(() => document.activeElement?.textContent.trim());
    await page.locator(".cm-content").focus();
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("# mine");
    await page.keyboard.press("Control+Enter");
    await page.locator(".verdict .total").waitFor();
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Grade");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Start over");
    await page.keyboard.press("Tab");
    expect(await focused()).toContain("Three Pods of the Deployment are Ready");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("deployment.yaml:6:3");
    await page.keyboard.press("Enter");
    await page.keyboard.type("# here ");
    expect((await written(page)).split("\n")[5]).toBe("  # here replicas: 1");
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

  test("markup in the files stays text", async () => {
    const page = await open();
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
    const page = await open();
    await write(page, text);
    await grade(page);
    expect((await shownEssence(page)).issues).toEqual([code]);
    await page.getByRole("button", { name: "Start over" }).click();
    await write(page, await read("solution"));
    await grade(page);
    expect(await status(page)).toBe("✓ pass: 12 of 12 points");
  });

  test.each(["light", "dark"] as const)("a failing verdict is accessible: %s", async (colorScheme) => {
    for (const viewport of [
      { width: 1280, height: 800 },
      { width: 390, height: 844 },
    ]) {
      const page = await open({ colorScheme, viewport });
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
    const page = await newPage({ javaScriptEnabled: false });
    await page.goto(address());
    const text = await page.locator(".workbench").innerText();
    expect(text).toContain("replicas: 1");
    expect(text).toContain("npm run grade -- self-healing");
    expect(await page.locator(".workbench button:visible").count()).toBe(0);
  });

  test("nothing of it loads before the reader comes near it", async () => {
    const page = await newPage();
    const loaded: Promise<number>[] = [];
    page.on("response", (response) => loaded.push(response.body().then((body) => gzipSync(body).length)));
    await page.goto(address(), { waitUntil: "networkidle" });
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
    const page = await newPage();
    await page.goto(address(), { waitUntil: "networkidle" });
    await page.locator(".grade").evaluate((button: HTMLElement) => button.click());
    await page.locator(".verdict .total").waitFor();
    expect(await status(page)).toContain("fail: 0 of 12 points");
  });

  test("a second press while it grades starts again, with the text of then", async () => {
    const page = await open();
    await page.locator(".grade").evaluate((button: HTMLElement) => button.click());
    await write(page, await read("solution"));
    await grade(page);
    expect(await status(page)).toBe("✓ pass: 12 of 12 points");
  });

  describe("when the grader's worker", () => {
    /** The first worker runs this script instead of the grader. */
    async function openWithFirstWorker(script: string | undefined): Promise<Page> {
      const page = await newPage();
      let count = 0;
      await page.route(/grade\.worker/, (route) => {
        if (count++ > 0) return route.continue();
        return script === undefined ? route.abort() : route.fulfill({ contentType: "text/javascript", body: script });
      });
      await openWorkbench(page, address());
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
      expect(await page.locator(".verdict").innerText()).toBe(
        `Verdict\nnone was reached\n! error ${says}\nNext: this is not about your files, and they are kept. Grade again; if it stays so, reload the page.`,
      );
      expect(await status(page)).toBe("! error: no verdict was reached");
      problems = [];
      await grade(page);
      expect(await status(page)).toContain("fail: 0 of 12 points");
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

  test("several files have tabs, which the keyboard and a verdict's places reach", async () => {
    const page = await newPage();
    await page.route(address(), async (route) => {
      const response = await route.fetch();
      const second = String.raw`"exercise":[{"name":"a.yaml","text":"a: 1\n"},`;
      await route.fulfill({ response, body: (await response.text()).replace('"exercise":[', second) });
    });
    await openWorkbench(page, address());
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
});
