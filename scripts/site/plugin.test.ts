import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { unified } from "@astrojs/markdown-remark";
import type { HookParameters, StarlightUserConfig } from "@astrojs/starlight/types";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkride, type CheckrideOptions } from "./plugin.ts";

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "site-"));
});

afterAll(() => rm(root, { recursive: true }));

/** Runs the hook as Starlight does, and gives what it set and added. */
async function setUp(astro: object = {}, config: object = {}, options?: CheckrideOptions) {
  let updated: Partial<StarlightUserConfig> = {};
  const added: string[] = [];
  const processor = unified();
  const logger = { info() {}, warn() {}, fork: () => logger };
  const setup = {
    command: "sync",
    config,
    logger,
    astroConfig: {
      root: pathToFileURL(`${root}/`),
      base: "/",
      trailingSlash: "always",
      markdown: { processor },
      ...astro,
    },
    updateConfig: (more: Partial<StarlightUserConfig>) => (updated = { ...updated, ...more }),
    addIntegration: ({ name }: { name: string }) => added.push(name),
    addRouteMiddleware: ({ entrypoint }: { entrypoint: string }) => added.push(entrypoint.replace(/.*\//, "")),
  };
  await checkride(options).hooks["config:setup"]?.(setup as unknown as HookParameters<"config:setup">);
  return { updated, added, processor };
}

test("it brings pages, navigation and cards, and a stand-in for the sitemap where the site has no address", async () => {
  expect((await setUp()).added).toEqual(["navigation.ts", "checkride", "@astrojs/sitemap", "cards"]);
  expect((await setUp({ site: "https://example.com" })).added).toEqual(["navigation.ts", "checkride", "cards"]);
});

test("its Markdown plugins are on the processor when the hook ends, the lessons' before the diagrams'", async () => {
  const { remarkPlugins, rehypePlugins } = (await setUp()).processor.options;
  const names = [...remarkPlugins, ...rehypePlugins].map((plugin) => [plugin].flat()[0]);
  expect(names.map((plugin) => (typeof plugin === "function" ? plugin.name : plugin))).toEqual([
    "remarkRoles",
    "remarkLessons",
    "remarkDiagrams",
    "rehypeBaseLinks",
    "rehypeTables",
  ]);
});

test("what an author sets counts, and comes after what the plugin brings", async () => {
  const own = { components: { Hero: "./Hero.astro" }, customCss: ["./own.css"], expressiveCode: false };
  const { components, customCss, expressiveCode } = (await setUp({}, own)).updated;
  expect(components).toMatchObject({ Head: expect.stringMatching(/Head\.astro$/), Hero: "./Hero.astro" });
  expect(customCss?.at(-1)).toBe("./own.css");
  expect(customCss?.[0]).toMatch(/fonts\.css$/);
  expect(expressiveCode).toBe(false);
});

test.each([
  [
    { markdown: { processor: { name: "satteri", options: {} } } },
    `astro.config.mjs: markdown.processor is satteri; expected unified(), for which the Markdown plugins of lessons are written.
Next: import { unified } from "@astrojs/markdown-remark", and add markdown: { processor: unified() }.`,
  ],
  [
    { markdown: {} },
    `astro.config.mjs: markdown.processor is missing; expected unified(), for which the Markdown plugins of lessons are written.
Next: import { unified } from "@astrojs/markdown-remark", and add markdown: { processor: unified() }.`,
  ],
  [
    { trailingSlash: "ignore" },
    `astro.config.mjs: trailingSlash is "ignore"; expected "always", as links in lessons end with a slash.
Next: add trailingSlash: "always".`,
  ],
])("a configuration that it cannot work with is refused: %o", async (astro, message) => {
  await expect(setUp(astro)).rejects.toThrow(message);
});

test("a number of lessons that is none is refused", async () => {
  await expect(setUp({}, {}, { lessons: { beginner: 14, expert: 0 } })).rejects.toThrowErrorMatchingInlineSnapshot(`
    [Error: astro.config.mjs: checkride: lessons.expert is 0; expected how many lessons that level will have.
    Next: write a number, such as lessons: { expert: 14 }, or leave it out.]
  `);
});
