import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserExpected, launchBrowser } from "./browser.ts";
import { type ServedSite, serveSite } from "./site.ts";

const wide = { viewport: { width: 1280, height: 800 } };

describe.skipIf(!browserExpected)("a lesson of several parts", () => {
  let site: ServedSite;
  let browser: Browser;

  beforeAll(async () => {
    site = await serveSite();
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  /** The first page of the built site that has this in its HTML. */
  async function pageWith(html: string): Promise<string> {
    for (const path of site.pages)
      if ((await readFile(join("dist", path.endsWith(".html") ? path : `${path}index.html`), "utf8")).includes(html))
        return path;
    throw new Error(`no page has ${html}`);
  }

  async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ ...wide, ...options });
    const page = await context.newPage();
    await page.goto(site.url + path);
    return page;
  }

  test("one goes through its parts by the link to the next, and each has the letter that the sidebar shows", async () => {
    const first = (await pageWith("question-tools")).replace(/[^/]+\/$/, "");
    const page = await open(first);
    const shown = page.locator("#starlight__sidebar details details a");
    const signs = await shown.evaluateAll((links) => links.map((link) => link.getAttribute("data-sign")));
    const addresses = await shown.evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    expect(signs.length).toBeGreaterThan(1);
    expect(signs.join("")).toBe("ABCDEFGHIJKLMNOPQRSTUVWXYZ".slice(0, signs.length));
    for (const [index, sign] of signs.entries()) {
      expect(new URL(page.url()).pathname).toBe(addresses[index]);
      expect(await page.locator("#starlight__sidebar a[aria-current=page]").getAttribute("data-sign")).toBe(sign);
      expect(await page.locator(".page-title .sign").innerText()).toContain(`part ${sign} of ${signs.length}`);
      // What a gate and the table of contents put before the number of a section.
      expect(await page.evaluate(() => getComputedStyle(document.body).getPropertyValue("--part"))).toBe(`"${sign}"`);
      await page.locator(".pagination-links a[rel=next]").click();
    }
    await page.context().close();
  });

  test("questions are filtered, marked and remembered, and progress is said", async () => {
    const path = await pageWith("question-tools");
    const page = await open(path);
    const shown = page.locator("details.question:visible");
    const all = await shown.count();
    const status = page.locator(".question-tools [role=status]");
    expect(await status.innerText()).toBe(`0 of ${all} known`);

    const second = shown.nth(1);
    await second.locator("summary").click();
    await second.getByRole("button", { name: "I knew it" }).click();
    const third = shown.nth(2);
    await third.locator("summary").click();
    await third.getByRole("button", { name: "Review" }).click();
    expect(await status.innerText()).toBe(`1 of ${all} known, 1 to review`);
    expect(await second.locator("summary").innerText()).toContain("known");

    await page.reload();
    expect(await status.innerText()).toBe(`1 of ${all} known, 1 to review`);
    await page.getByLabel("to review").check();
    expect(await shown.count()).toBe(1);
    await page.getByLabel("beginner", { exact: true }).check();
    const levels = await shown.locator(".question-level").allInnerTexts();
    expect(new Set(levels)).toEqual(new Set(["beginner"]));
    expect(await page.locator(".sl-heading-wrapper:visible + details[hidden]").count()).toBe(0);

    await page.getByLabel("to review").check();
    await shown.locator("summary").click();
    await shown.getByRole("button", { name: "Review" }).click();
    expect(await status.innerText()).toBe(`1 of ${all} known`);
    await page.context().close();
  });

  test("the keyboard filters, unfolds and marks", async () => {
    const page = await open(await pageWith("question-tools"));
    await page.getByLabel("all", { exact: true }).focus();
    await page.keyboard.press("ArrowRight");
    expect(await page.getByLabel("beginner", { exact: true }).isChecked()).toBe(true);
    const first = page.locator("details.question").first();
    await first.locator("summary").focus();
    await page.keyboard.press("Enter");
    expect(await first.evaluate((details: HTMLDetailsElement) => details.open)).toBe(true);
    await first.getByRole("button", { name: "I knew it" }).focus();
    await page.keyboard.press("Space");
    expect(await first.getByRole("button", { name: "I knew it" }).getAttribute("aria-pressed")).toBe("true");
    await page.context().close();
  });

  test("a browser that keeps nothing still counts", async () => {
    const context = await browser.newContext(wide);
    await context.addInitScript(() =>
      Object.defineProperty(window, "localStorage", {
        get: () => {
          throw new Error("forbidden");
        },
      }),
    );
    const page = await context.newPage();
    await page.goto(site.url + (await pageWith("question-tools")));
    const first = page.locator("details.question").first();
    await first.locator("summary").click();
    await first.getByRole("button", { name: "I knew it" }).click();
    expect(await page.locator(".question-tools [role=status]").innerText()).toMatch(/^1 of \d+ known$/);
    await context.close();
  });

  test("without JavaScript the answers unfold, and nothing is shown that would need it", async () => {
    const page = await open(await pageWith("question-tools"), { javaScriptEnabled: false });
    expect(await page.locator(".question-tools").isVisible()).toBe(false);
    const first = page.locator("details.question").first();
    await first.locator("summary").click();
    expect(await first.locator(".question-see").isVisible()).toBe(true);
    expect(await first.locator(".question-marks").isVisible()).toBe(false);
    await page.context().close();
  });

  test("on paper every answer is there, also of what is filtered out", async () => {
    const page = await open(await pageWith("question-tools"));
    await page.getByLabel("scenario", { exact: true }).check();
    await page.emulateMedia({ media: "print" });
    const questions = page.locator("details.question");
    const visible = await questions
      .locator(".question-see")
      .evaluateAll((answers) => answers.filter((answer) => answer.checkVisibility()).length);
    expect(visible).toBe(await questions.count());
    expect(await page.locator(".question-tools").isVisible()).toBe(false);
    await page.context().close();
  });

  test("the rows of failure tables lead to their experiments, and terms to the glossary", async () => {
    const page = await open(await pageWith('class="try"'));
    const experiment = page.locator("a.try").first();
    expect(await experiment.getAttribute("aria-label")).toMatch(/^Try it: ./);
    const term = page.locator("a.term").first();
    const [word, meaning] = [await term.innerText(), await term.getAttribute("title")];
    await term.click();
    const row = page.locator("tr:target");
    expect(await row.locator("td").nth(1).innerText()).toBe(meaning);
    expect((await row.locator("td").first().innerText()).toLowerCase().slice(0, 3)).toBe(
      word.toLowerCase().slice(0, 3),
    );
    await page.context().close();
  });
});
