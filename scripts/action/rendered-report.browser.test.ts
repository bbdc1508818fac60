import type { Browser } from "playwright-core";
import rehypeRaw from "rehype-raw";
import rehypeStringify from "rehype-stringify";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { markdownReport } from "#reporters/markdown/report.ts";
import { timelineMarkdown } from "#reporters/markdown/timeline.ts";
import { pullRequestComment } from "#reporters/pull-request/comment.ts";
import type { PullRequestReport } from "#reporters/pull-request/report.ts";
import { ATTACKS } from "#reporters/testing/sample-attacks.ts";
import { check, failedCheck, graded, verdict } from "#reporters/testing/sample-run.ts";
import { browserExpected, launchBrowser } from "#testing/browser/browser.ts";
import { violations } from "#testing/browser/violations.ts";

const RUN = "https://github.com/school/labs/actions/runs/500";

/** A page with Markdown as GitHub reads it, but without GitHub's cleaning: what is dangerous would be there. */
async function rendered(markdown: string): Promise<string> {
  const html = await unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkRehype, { allowDangerousHtml: true })
    .use(rehypeRaw)
    .use(rehypeStringify)
    .process(markdown);
  return `<!doctype html><html lang="en"><title>Report</title><style>
    body { font: 16px/1.5 sans-serif; max-width: 50rem; margin: 1rem auto; padding: 0 1rem }
    table { border-collapse: collapse } td, th { border: 1px solid #d0d7de; padding: 6px; overflow-wrap: anywhere }
    pre { background: #f6f8fa; padding: 1rem; white-space: pre-wrap } code { overflow-wrap: anywhere }
  </style><main><h1>Report</h1>${String(html)}</main></html>`;
}

const attacked = verdict(
  "fail",
  ATTACKS.map((attack, index) =>
    check(`attack-${index}`, "fail", {
      title: attack,
      message: attack,
      observed: [{ kind: "event", object: attack, reason: attack, message: attack }],
      hints: [attack],
    }),
  ),
);
const failed = graded(
  verdict("fail", [check("there", "pass"), failedCheck, check("later", "blocked", { blockedBy: "ready" })]),
);
const report: PullRequestReport = {
  run: { id: 500, attempt: 1, created: "2026-11-22T10:00:00Z", url: RUN },
  sha: "a".repeat(40),
  trusted: { sha: "b".repeat(40), grader: `sha256:${"c".repeat(64)}` },
  pull: 7,
  labs: [failed, graded(attacked)],
};
const moments = ATTACKS.map((message, index) => ({
  milliseconds: index * 1000,
  warning: false,
  object: message,
  reason: message,
  message,
}));

describe.skipIf(!browserExpected)("a report as GitHub shows it", () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launchBrowser()));
  afterAll(async () => await browser.close());

  it.each([
    ["comment", pullRequestComment(report)],
    ["summary", `${markdownReport({ labs: report.labs })}\n${timelineMarkdown("Attacks", moments)}`],
  ])("%s: sound, readable on a phone, and nothing of a learner's but text", async (name, markdown) => {
    const page = await browser.newPage({ viewport: { width: 390, height: 800 } });
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    await page.setContent(await rendered(markdown));
    expect(requests).toEqual([]);
    expect(await page.locator("script, img, iframe, form, input, style:not(title + style)").count()).toBe(0);
    expect(await page.locator("main a").evaluateAll((links) => links.map((link) => link.getAttribute("href")))).toEqual(
      name === "comment" ? [RUN] : [],
    );
    expect(await page.locator("details").count()).toBe(name === "comment" ? 0 : 1);
    expect(await page.locator("main").innerText()).toContain("One Deployment");
    expect(await page.locator("main").innerText()).not.toContain("checkride:record");
    expect(await page.locator("th").first().innerText()).toBe(name === "comment" ? "Lab" : "Result");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await violations(page)).toEqual([]);

    await page.close();
  });
});
