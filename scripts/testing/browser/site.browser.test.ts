import { gzipSync } from "node:zlib";
import pLimit from "p-limit";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserExpected, launchBrowser } from "./browser.ts";
import { brokenTargets } from "./crawl.ts";
import { type ServedSite, serveSite } from "./site.ts";
import { violations } from "./violations.ts";

const lesson = "beginner/kubernetes-architecture/";
const sizes = { wide: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };

/** A page of each kind: those of issues are made alike, and three with most in them stand for all. */
const ofEachKind = ({ pages }: ServedSite): string[] =>
  pages.filter((path) => !/^issues\/./.test(path) || /\/(wrong-type|invalid-value|too-deep)\//.test(path));

describe.skipIf(!browserExpected)("the built site", () => {
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

  async function open(context: BrowserContext, path: string): Promise<Page> {
    const page = await context.newPage();
    await page.goto(site.url + path);
    return page;
  }

  test("has the pages that lessons and labs ask for", () => {
    expect(site.pages).toEqual(
      expect.arrayContaining(["", "404.html", "issues/", "labs/", "labs/self-healing/", lesson]),
    );
  });

  test("each link and each asset leads somewhere", async () => {
    expect(await brokenTargets(site)).toEqual([]);
  });

  test.each(Object.values(sizes))(
    "every page is sound, light and dark: $width px",
    async (viewport) => {
      const pages = await inspectedAt(viewport);
      expect(pages.flatMap(({ problems }) => problems)).toEqual([]);
    },
    180_000,
  );

  const inspected = new Map<object, Promise<Inspected[]>>();

  /** Looks at every page on a screen of that size, once for all tests. */
  async function inspectedAt(viewport: { width: number; height: number }): Promise<Inspected[]> {
    const known = inspected.get(viewport) ?? inspectAll(viewport);
    inspected.set(viewport, known);
    return await known;
  }

  async function inspectAll(viewport: { width: number; height: number }): Promise<Inspected[]> {
    const context = await browser.newContext({ viewport });
    await countShifts(context);
    const pages = await visitAll(context, site.pages, async (page, path) => {
      return { path, ...(await inspect(page, site.url + path)) };
    });
    await context.close();
    return pages;
  }

  test("nothing moves while a page comes over a slow line", async () => {
    const slow = await serveSite({ slowly: true });
    const context = await browser.newContext({ viewport: sizes.wide });
    await countShifts(context);
    const moved = await visitAll(context, ofEachKind(slow), async (page, path) => {
      await page.goto(slow.url + path);
      return { path, shift: await shifted(page) };
    });
    await context.close();
    await slow.close();
    expect(moved.filter(({ shift }) => shift > 0.005)).toEqual([]);
  });

  test("a page is as long in the fonts that stand in for its own", async () => {
    const lengths = await Promise.all(
      [false, true].map(async (withoutFonts) => {
        const context = await browser.newContext({ viewport: sizes.phone });
        if (withoutFonts) await context.route("**/*.woff2", (route) => route.abort());
        // The fonts of one page are there on the next.
        else await open(context, "");
        const all = await visitAll(context, ["", lesson, "labs/self-healing/", "guides/grade-a-lab/"], lengthOf);
        await context.close();
        return all;
      }),
    );
    const [own, standIn] = lengths;
    expect(own?.map((length, page) => Math.abs(length / (standIn?.[page] ?? NaN) - 1) < 0.02)).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  async function lengthOf(page: Page, path: string): Promise<number> {
    await page.goto(site.url + path, { waitUntil: "networkidle" });
    return page.evaluate(() => document.documentElement.scrollHeight);
  }

  test("without JavaScript every page shows the same text", async () => {
    const paths = ofEachKind(site);
    const context = await browser.newContext({ javaScriptEnabled: false });
    const plain = await visitAll(context, paths, async (page, path) => {
      await page.goto(site.url + path);
      return { path, text: await mainText(page) };
    });
    await context.close();
    const scripted = (await inspectedAt(sizes.wide)).filter(({ path }) => paths.includes(path));
    expect(plain).toEqual(scripted.map(({ path, text }) => ({ path, text })));
  }, 180_000);

  test.each(Object.values(sizes))(
    "the home page shows lesson, lab and both commands at once: $width px",
    async (viewport) => {
      const context = await browser.newContext({ viewport });
      const page = await open(context, "");
      const bottoms = await page
        .locator(".way, .expressive-code")
        .evaluateAll((boxes) => boxes.map((box) => box.getBoundingClientRect().bottom));
      expect(bottoms).toHaveLength(3);
      expect(Math.max(...bottoms)).toBeLessThanOrEqual(viewport.height);
      await context.close();
    },
  );

  test("each part of the lesson weighs at most 150 KB before the reader does anything", async () => {
    const parts = site.pages.filter((path) => path.startsWith(lesson));
    expect(parts.length).toBeGreaterThan(1);
    for (const path of parts) {
      const responses = await responsesOf(path);
      expect(responses.length).toBeGreaterThan(5);
      expect(sum(responses.map(({ bytes }) => bytes)), JSON.stringify(responses, null, 2)).toBeLessThanOrEqual(150_000);
    }
  }, 120_000);

  /** What a browser that has nothing yet gets for a page. */
  async function responsesOf(path: string): Promise<{ url: string; bytes: number }[]> {
    const context = await browser.newContext({ viewport: sizes.wide });
    const page = await context.newPage();
    const sizesOf: Promise<{ url: string; bytes: number }>[] = [];
    page.on("response", (response) =>
      sizesOf.push(response.body().then((body) => ({ url: response.url(), bytes: transferred(response.url(), body) }))),
    );
    await page.goto(site.url + path, { waitUntil: "networkidle" });
    const responses = await Promise.all(sizesOf);
    await context.close();
    return responses;
  }

  test("sections have the same numbers in the text and in the table of contents", async () => {
    const context = await browser.newContext({ viewport: sizes.wide });
    const page = await open(context, lesson);
    const headings = await page.locator(".sl-markdown-content h2").allInnerTexts();
    const contents = await page.locator("starlight-toc li:not(:first-child)").allInnerTexts();
    expect(headings.length).toBeGreaterThan(3);
    expect(contents).toEqual(headings);
    await context.close();
  });

  test("the copy button copies the commands without prompts", async () => {
    const context = await browser.newContext({
      viewport: sizes.wide,
      permissions: ["clipboard-read", "clipboard-write"],
    });
    const page = await open(context, "");
    await page.locator(".copy button").click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("npm ci\nnpm start");
    await context.close();
  });

  test("the keyboard reaches the text, the search and its results", async () => {
    const context = await browser.newContext({ viewport: sizes.wide });
    const page = await open(context, "");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe("Skip to content");
    await page.keyboard.press("Enter");
    expect(page.url()).toBe(`${site.url}#_top`);
    await page.keyboard.press("Control+k");
    await page.locator(".pagefind-ui__search-input").fill("etcd");
    await page.locator(".pagefind-ui__result-link").first().waitFor();
    await page.keyboard.press("Escape");
    expect(await page.locator("site-search dialog").isVisible()).toBe(false);
    await context.close();
  });

  test("the search is there even in a browser that is never idle", async () => {
    const context = await browser.newContext({ viewport: sizes.wide });
    await context.addInitScript(() => {
      window.requestIdleCallback = (run, { timeout } = {}) =>
        timeout === undefined ? 0 : window.setTimeout(() => run({ didTimeout: true, timeRemaining: () => 0 }), timeout);
    });
    const page = await open(context, "");
    await page.keyboard.press("Control+k");
    await page.locator(".pagefind-ui__search-input").fill("etcd");
    const result = page.locator(".pagefind-ui__result-link").first();
    await result.waitFor();
    expect(await result.innerText()).toMatch(/etcd/i);
    await context.close();
  });

  test("on a phone the menu opens by keyboard and names lessons and labs", async () => {
    const context = await browser.newContext({ viewport: sizes.phone });
    const page = await open(context, lesson);
    await page.locator(".sl-menu-button").focus();
    await page.keyboard.press("Enter");
    expect(await page.locator("#starlight__sidebar .group-label .large").allInnerTexts()).toEqual(
      expect.arrayContaining(["Lessons", "Kubernetes Architecture", "Labs"]),
    );
    expect(await page.locator("#starlight__sidebar a").allInnerTexts()).toContain("All labs");
    expect(await page.locator("#starlight__sidebar a[aria-current=page]").isVisible()).toBe(true);
    await context.close();
  });

  test("on paper there is no navigation, and links show where they go", async () => {
    const context = await browser.newContext({ viewport: sizes.wide, colorScheme: "dark" });
    const page = await open(context, lesson);
    await page.emulateMedia({ media: "print" });
    for (const name of ["header.header", "nav.sidebar", ".pagination-links", "starlight-toc"])
      expect(await page.locator(name).isVisible(), name).toBe(false);
    const link = page.locator(".sl-markdown-content a[href^='https://kubernetes.io']").first();
    expect(await link.evaluate((element) => getComputedStyle(element, "::after").content)).toContain(
      "https://kubernetes.io/",
    );
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe("rgb(255, 255, 255)");
    await context.close();
  });

  test("an unknown address answers 404 with ways out", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const response = await page.goto(`${site.url}beginner/kubernets-architecture/`);
    expect(response?.status()).toBe(404);
    expect(await page.locator("main .way").count()).toBeGreaterThan(2);
    await context.close();
  });
});

/** So many pages of a browser are open at once: more would wait for the processor all the same. */
const AT_ONCE = 3;

/** Visits every path with a few pages that go from one to the next; the results are in the order of the paths. */
function visitAll<T>(
  context: BrowserContext,
  paths: string[],
  visit: (page: Page, path: string) => Promise<T>,
): Promise<T[]> {
  const idle: Page[] = [];
  return pLimit(AT_ONCE).map(paths, async (path) => {
    const page = idle.pop() ?? (await context.newPage());
    const result = await visit(page, path);
    page.removeAllListeners();
    idle.push(page);
    return result;
  });
}

/** A page, what is wrong with it, and its text. */
interface Inspected {
  path: string;
  problems: string[];
  text: string;
}

/** Loads a page and looks at it in both themes; returns what is wrong with it, each with the page's address, and its text. */
async function inspect(page: Page, address: string): Promise<Omit<Inspected, "path">> {
  const problems: string[] = [];
  page.on("console", (message) => message.type() === "error" && problems.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => problems.push(`exception: ${error.message}`));
  page.on("requestfailed", (request) => problems.push(`request failed: ${request.url()}`));
  page.on(
    "response",
    (response) => response.status() >= 400 && problems.push(`status ${response.status()}: ${response.url()}`),
  );
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(address);
  const shown = await page.evaluate(() => ({
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    titles: document.querySelectorAll("h1").length,
    mains: document.querySelectorAll("main").length,
    lang: document.documentElement.lang,
  }));
  const shift = await shifted(page);
  if (shift > 0.01) problems.push(`layout shift ${shift}`);
  if (shown.overflow > 0) problems.push(`${shown.overflow} px wider than the screen`);
  if (shown.titles !== 1 || shown.mains !== 1) problems.push(`${shown.titles} h1, ${shown.mains} main`);
  if (shown.lang !== "en") problems.push(`language "${shown.lang}"`);
  problems.push(...(await violations(page)));
  await page.emulateMedia({ colorScheme: "dark" });
  await page.locator("html[data-theme=dark]").waitFor();
  // The theme changes nothing but colours.
  problems.push(...(await violations(page, { rules: ["color-contrast"] })));
  return { problems: problems.map((problem) => `${address}: ${problem}`), text: await mainText(page) };
}

/** Adds up how far the parts of each page move by themselves, from before the page is there. */
const countShifts = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(() => {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if ("value" in entry)
          document.documentElement.dataset["shift"] = String(
            Number(document.documentElement.dataset["shift"] ?? 0) + Number(entry.value),
          );
    }).observe({ type: "layout-shift", buffered: true });
  });

/** Chromium's cumulative layout shift so far; 0.1 is what web.dev calls good. */
const shifted = (page: Page): Promise<number> =>
  page.evaluate(() => Number(document.documentElement.dataset["shift"] ?? 0));

/** The page's own text: the workbench, which a script wakes, is another test's. */
const mainText = (page: Page): Promise<string> =>
  page.locator("main").evaluate((main) => {
    main.querySelector(".workbench")?.remove();
    return main.textContent.replaceAll(/\s+/g, " ");
  });

/** Bytes on the wire: text is served gzipped, fonts are compressed already. */
const transferred = (url: string, body: Buffer): number =>
  url.endsWith(".woff2") ? body.length : gzipSync(body).length;

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);
