import { readFile } from "node:fs/promises";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { launchBrowser } from "./browser.ts";
import { type ServedSite, serveSite } from "./site.ts";
import { openWorkbench } from "./workbench-page.ts";

const LAB = "self-healing";

/** The pages of labs, for the tests of their workbenches; self-healing's where no lab is named. */
export interface LabPages {
  address(lab?: string): string;
  /** A page in its own context, wide if the options do not say. */
  newPage(options?: BrowserContextOptions): Promise<Page>;
  /** A lab's page with its editor in view. */
  open(options?: BrowserContextOptions, lab?: string): Promise<Page>;
  /** Errors so far were meant to happen. */
  forgetProblems(): void;
}

/** Serves the site and starts a browser for the tests that follow; a test whose pages report an error fails. */
export function labPages(): LabPages {
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

  const address = (lab = LAB): string => `${site.url}labs/${lab}/`;

  async function newPage(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    const page = await context.newPage();
    page.on("console", (message) => message.type() === "error" && problems.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => problems.push(`exception: ${error.message}`));
    return page;
  }

  async function open(options: BrowserContextOptions = {}, lab = LAB): Promise<Page> {
    const page = await newPage(options);
    await openWorkbench(page, address(lab));
    return page;
  }

  return { address, newPage, open, forgetProblems: () => (problems = []) };
}

/** A file of one of a lab's file sets: `exercise`, `solution` or `mistakes/NAME`. */
export function read(fileSet: string, file = "deployment.yaml", lab = LAB): Promise<string> {
  return readFile(`labs/${lab}/${fileSet}/${file}`, "utf8");
}

/** What the workbench says beside its buttons. */
export function status(page: Page): Promise<string> {
  return page.locator(".progress").innerText();
}
