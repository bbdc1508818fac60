import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type RolldownOutput, rolldown } from "rolldown";
import { beforeAll, expect, it, vi } from "vitest";
import { licenceHead, packageFolders } from "./licences.ts";
import configuration from "./rolldown.config.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let folder = "";
let output: RolldownOutput["output"];

beforeAll(async () => {
  if (Array.isArray(configuration) || typeof configuration === "function")
    throw new Error("One configuration expected.");
  const { output: options, ...input } = configuration;
  if (Array.isArray(options) || !options?.dir) throw new Error("One output folder expected.");
  folder = options.dir;
  const bundle = await rolldown(input);
  ({ output } = await bundle.generate(options));
  await bundle.close();
});

it("the checked-in bundle is what the sources make: `npm run bundle` if not", async () => {
  const made = output.map((file) => [file.fileName, file.type === "chunk" ? file.code : String(file.source)] as const);
  const names = (await readdir(folder)).sort();
  expect(names).toEqual(made.map(([name]) => name).sort());
  const different: string[] = [];
  for (const [name, text] of made) if ((await readFile(join(folder, name), "utf8")) !== text) different.push(name);
  expect(different).toEqual([]);
});

it("nothing of the site, of its tests or of what authors use is in it", () => {
  const folders = packageFolders(output.flatMap((file) => (file.type === "chunk" ? file.moduleIds : [])));
  const names = folders.map((path) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length));
  expect(names.filter((name) => /astro|mdx|mermaid|vitest|playwright|rolldown|codemirror|unzip/.test(name))).toEqual(
    [],
  );
  expect(names.length).toBeGreaterThan(50);
});

it("beside it stand the licences of every package that is in it, with their texts", async () => {
  const text = await readFile(join(folder, "licences.txt"), "utf8");
  const entries = text.split(`\n${"-".repeat(80)}\n\n`);
  const heads = await Promise.all(
    packageFolders(output.flatMap((file) => (file.type === "chunk" ? file.moduleIds : []))).map(licenceHead),
  );
  const kubernetes =
    "Kubernetes' description of its API (https://github.com/kubernetes/kubernetes, api/openapi-spec), Apache-2.0";
  expect(entries.map((entry) => entry.split("\n", 1)[0])).toEqual([...heads, kubernetes]);
  const short = entries.filter((entry) => entry.length < 400 && !entry.startsWith(kubernetes));
  expect(short).toEqual([]);
  // All of them allow what a bundle does: to be passed on, changed, with their texts.
  const allowed = new Set(["(Apache-2.0 AND BSD-3-Clause)", "Apache-2.0", "BlueOak-1.0.0", "ISC", "MIT", "Unlicense"]);
  expect(heads.filter((head) => !allowed.has(head.slice(head.indexOf(", ") + 2)))).toEqual([]);
});
