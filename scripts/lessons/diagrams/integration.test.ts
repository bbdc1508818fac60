import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { unified } from "@astrojs/markdown-remark";
import type { AstroIntegration } from "astro";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { diagrams } from "./integration.ts";
import { remarkDiagrams } from "./remark-diagrams.ts";

// The drawing thread loads jsdom and Mermaid first.
vi.setConfig({ testTimeout: 60_000 });

type Setup = NonNullable<AstroIntegration["hooks"]["astro:config:setup"]>;

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "site-"));
  await writeFile(
    join(root, "page.md"),
    "---\ntitle: A page\n---\n\n```mermaid\nflowchart TB\n  a --> end\n```\n\n```mermaid\npie\n```\n",
  );
});

afterAll(() => rm(root, { recursive: true }));

async function setUp(command: string, contentDir: string, processor: object = unified()): Promise<string[]> {
  const log: string[] = [];
  const logger = { info: (line: string) => log.push(line), warn: (line: string) => log.push(`warning: ${line}`) };
  const config = { root: pathToFileURL(`${root}/`), markdown: { processor } };
  const setup = diagrams({ contentDir }).hooks["astro:config:setup"] as (options: object) => ReturnType<Setup>;
  await setup({ command, config, logger });
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

test("a processor that runs no remark plugins is refused", async () => {
  await expect(setUp("build", ".", { name: "satteri", options: {} })).rejects.toThrowErrorMatchingInlineSnapshot(
    `[Error: astro.config.mjs: markdown.processor is satteri; expected unified() of @astrojs/markdown-remark, which runs the plugin that draws diagrams]`,
  );
});

test("a folder that does not exist is refused: nothing passes by being absent", async () => {
  await expect(setUp("build", "nowhere")).rejects.toThrow(
    'astro.config.mjs: diagrams: contentDir "nowhere" does not exist',
  );
});
