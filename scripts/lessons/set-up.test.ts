import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unified } from "@astrojs/markdown-remark";
import { afterAll, beforeAll, expect, test } from "vitest";
import { courseAt } from "#course/course.ts";
import type { MarkdownSetup } from "./markdown/setup.ts";
import { remarkLessons } from "./remark-lessons.ts";
import { setUpLessons } from "./set-up.ts";
import { sampleFiles } from "./testing/sample-site.ts";

const page = "docs/content/docs/beginner/services/failures.md";
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "site-"));
  const broken = sampleFiles[page]?.replace("A store.\n", "").replace("## Sources", "## Where from") ?? "";
  for (const [file, text] of Object.entries({ ...sampleFiles, [page]: broken })) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
});

afterAll(() => rm(root, { recursive: true }));

async function setUp(command: MarkdownSetup["command"], processor = unified()): Promise<string[]> {
  const log: string[] = [];
  const logger = { info: (line: string) => log.push(line), warn: (line: string) => log.push(`warning: ${line}`) };
  await setUpLessons({ command, course: courseAt(root), processor, logger });
  return log;
}

test("a build fails with all problems of all lessons", async () => {
  await expect(setUp("build")).rejects.toThrowErrorMatchingInlineSnapshot(`
    [Error: 2 problems in lessons

    docs/content/docs/beginner/services/failures.md:14:1: the question has no answer
        14 | :::question[What is etcd?]{level="beginner" see="failures#etcd"}
           | ^
        next  Write the answer between ::: and :::.

    docs/content/docs/beginner/services/failures.md:21:1: the last section is Where from; expected Sources
        21 | ## Where from
           | ^
        next  Write "## Sources" at the end, and link what this part rests on.
    ]
  `);
});

test("the development server warns, and runs", async () => {
  expect(await setUp("dev")).toMatchInlineSnapshot(`
    [
      "warning: docs/content/docs/beginner/services/failures.md:14:1: the question has no answer
        14 | :::question[What is etcd?]{level="beginner" see="failures#etcd"}
           | ^
        next  Write the answer between ::: and :::.",
      "warning: docs/content/docs/beginner/services/failures.md:21:1: the last section is Where from; expected Sources
        21 | ## Where from
           | ^
        next  Write "## Sources" at the end, and link what this part rests on.",
      "1 lessons, 2 problems",
    ]
  `);
});

test("the plugin is added to the processor that Astro has, and its version changes with what pages are made from", async () => {
  const versionNow = async (): Promise<unknown> => {
    const processor = unified();
    await setUp("sync", processor);
    const [plugin, options] = (processor.options.remarkPlugins[0] ?? []) as [unknown, { version: string }];
    expect(plugin).toBe(remarkLessons);
    return options.version;
  };
  const before = await versionNow();
  expect(await versionNow()).toBe(before);
  await writeFile(join(root, "docs/recordings/kubernetes-version.txt"), "v1.37.0\n");
  expect(await versionNow()).not.toBe(before);
});
