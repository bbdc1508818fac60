import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { expect, it, vi } from "vitest";
import configuration from "./rolldown.config.ts";

vi.setConfig({ testTimeout: 120_000 });

it("the checked-in bundle is what the sources make: `npm run bundle` if not", async () => {
  if (Array.isArray(configuration) || typeof configuration === "function")
    throw new Error("One configuration expected.");
  const { output: options, ...input } = configuration;
  if (Array.isArray(options) || !options?.dir) throw new Error("One output folder expected.");
  const bundle = await rolldown(input);
  const { output } = await bundle.generate(options);
  await bundle.close();
  const made = output.map((file) => [file.fileName, file.type === "chunk" ? file.code : String(file.source)] as const);
  const folder = options.dir;
  const names = (await readdir(folder)).sort();
  expect(names).toEqual(made.map(([name]) => name).sort());
  const different: string[] = [];
  for (const [name, text] of made) if ((await readFile(join(folder, name), "utf8")) !== text) different.push(name);
  expect(different).toEqual([]);
});
