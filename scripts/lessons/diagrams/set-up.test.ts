import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unified } from "@astrojs/markdown-remark";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { courseAt } from "#course/course.ts";
import type { MarkdownSetup } from "#lessons/markdown/setup.ts";
import { remarkDiagrams } from "./remark-diagrams.ts";
import { setUpDiagrams } from "./set-up.ts";

// The drawing thread loads jsdom and Mermaid first.
vi.setConfig({ testTimeout: 60_000 });

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "site-"));
  await writeFile(
    join(root, "page.md"),
    "---\ntitle: A page\n---\n\n```mermaid\nflowchart TB\n  a --> end\n```\n\n```mermaid\npie\n```\n",
  );
});

afterAll(() => rm(root, { recursive: true }));

async function setUp(command: MarkdownSetup["command"], folder: string, processor = unified()): Promise<string[]> {
  const log: string[] = [];
  const logger = { info: (line: string) => log.push(line), warn: (line: string) => log.push(`warning: ${line}`) };
  await setUpDiagrams({ command, course: courseAt(root), processor, logger }, [join(root, folder)]);
  return log.map(withoutFolder);
}

function withoutFolder(message: string): string {
  return message.replaceAll(/\S*(?=page\.md)/g, "").replaceAll(root, "");
}

test("a build fails with all problems of all diagrams", async () => {
  const error: unknown = await setUp("build", ".").catch((error: unknown) => error);
  expect(withoutFolder(error instanceof Error ? error.message : "")).toMatchInlineSnapshot(`
    "2 problems in diagrams

    page.md:7: mermaid: expected a node, found "end"
        7 | a --> end

    page.md:11: mermaid: diagrams of type pie are not supported; use flowchart, sequenceDiagram or stateDiagram-v2
        11 | pie
    "
  `);
});

test("the development server warns, and runs", async () => {
  expect(await setUp("dev", ".")).toMatchInlineSnapshot(`
    [
      "warning: page.md:7: mermaid: expected a node, found "end"
        7 | a --> end",
      "warning: page.md:11: mermaid: diagrams of type pie are not supported; use flowchart, sequenceDiagram or stateDiagram-v2
        11 | pie",
      "2 diagrams, 2 problems",
    ]
  `);
});

test("the plugin is added to the processor that Astro has", async () => {
  const processor = unified();
  await setUp("sync", ".", processor);
  const version: unknown = expect.stringMatching(/^[0-9a-f]{32}$/);
  expect(processor.options.remarkPlugins).toMatchObject([[remarkDiagrams, { version }]]);
});

test("a folder that does not exist is refused: nothing passes by being absent", async () => {
  await expect(setUp("build", "nowhere")).rejects.toThrow(
    `There is no folder ${join(root, "nowhere")} with pages, in which diagrams could be.`,
  );
});

test("the version changes with a picture, which pages hold", async () => {
  const versionNow = async (): Promise<unknown> => {
    const processor = unified();
    await setUp("sync", ".", processor);
    const [, options] = processor.options.remarkPlugins[0] as [unknown, { version: string }];
    return options.version;
  };
  await writeFile(join(root, "tower.svg"), "<svg/>");
  const before = await versionNow();
  expect(await versionNow()).toBe(before);
  await writeFile(join(root, "tower.svg"), "<svg></svg>");
  expect(await versionNow()).not.toBe(before);
});
