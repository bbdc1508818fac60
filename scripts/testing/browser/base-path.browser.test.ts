import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { promisify } from "node:util";
import type { Browser } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserExpected, launchBrowser } from "./browser.ts";
import { brokenTargets } from "./crawl.ts";
import { type ServedSite, serveSite } from "./site.ts";

const dist = ".cache/site-under-a-base-path";
const base = "/checkride/";

describe.skipIf(!browserExpected)("the site under a sub-path, as on GitHub Pages", () => {
  let site: ServedSite;
  let browser: Browser;

  beforeAll(async () => {
    await promisify(execFile)(process.execPath, ["node_modules/astro/bin/astro.mjs", "build", "--outDir", dist], {
      env: { ...environment(), CHECKRIDE_BASE: base, CHECKRIDE_SITE: "https://example.com" },
    });
    site = await serveSite({ dist, base });
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await rm(dist, { recursive: true, force: true });
  });

  test("each link and each asset stays under the sub-path and leads somewhere", async () => {
    expect(await brokenTargets(site)).toEqual([]);
  });

  test("each page has a card of its own, at a whole address", async () => {
    const pages = site.pages.filter((path) => path !== "404.html");
    const cards = await Promise.all(pages.map(cardOf));
    expect(cards.map(({ page }) => page)).toEqual(pages);
    expect(new Set(cards.map(({ file }) => file)).size).toBe(pages.length);
    for (const { file } of cards)
      expect(await sharp(file).metadata(), file).toMatchObject({ format: "png", width: 1200, height: 630 });
  });

  test("the search finds the lesson and links to it", async () => {
    const page = await browser.newPage();
    await page.goto(site.url);
    await page.keyboard.press("Control+k");
    await page.locator(".pagefind-ui__search-input").fill("Kubernetes Architecture");
    const href = await page.locator(".pagefind-ui__result-link").first().getAttribute("href");
    expect(href).toBe(`${base}beginner/kubernetes-architecture/`);
  });

  test("an unknown address shows the 404 page with its style, whatever its depth", async () => {
    const page = await browser.newPage();
    const failed: string[] = [];
    page.on("response", (response) => response.status() >= 400 && failed.push(response.url()));
    await page.goto(`${site.url}no/such/page/`);
    expect(failed).toEqual([`${site.url}no/such/page/`]);
    expect(await page.locator("h1").innerText()).toBe("No page at this address");
    expect(await page.locator("header.header").evaluate((header) => getComputedStyle(header).backgroundColor)).toBe(
      "rgb(17, 17, 17)",
    );
  });
});

/** The file of the card that a page names; `page` says so where it names none below the site's address. */
async function cardOf(path: string): Promise<{ page: string; file: string }> {
  const html = await readFile(`${dist}/${path}index.html`, "utf8");
  const address = /<meta property="og:image" content="https:\/\/example\.com\/checkride\/([^"]+)"/.exec(html)?.[1];
  return { page: address === undefined ? `${path} has no card` : path, file: `${dist}/${address}` };
}

/** The environment without what Vitest puts into it: its BASE_URL and its like would reach the site's code as `import.meta.env`. */
function environment(): NodeJS.ProcessEnv {
  const vitest = new Set(["BASE_URL", "MODE", "DEV", "PROD", "SSR", "NODE_ENV"]);
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !vitest.has(name)));
}
