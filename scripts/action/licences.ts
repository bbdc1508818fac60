import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "rolldown";

/** Writes `licences.txt` beside a bundle: the licence of each package that a part of is in it, in alphabetical order. */
export function licences(): Plugin {
  return {
    name: "licences",
    async generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((output) => (output.type === "chunk" ? output.moduleIds : []));
      const folders = [...new Set(modules.flatMap(packageFolder))].sort();
      const texts = await Promise.all(folders.map(licence));
      this.emitFile({ type: "asset", fileName: "licences.txt", source: texts.join(`\n${"-".repeat(80)}\n\n`) });
    },
  };
}

/** The folder of the package that a module belongs to; none for our own. */
function packageFolder(module: string): string[] {
  const [, folder] = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(module.replaceAll("\\", "/")) ?? [];
  return folder === undefined ? [] : [folder];
}

async function licence(folder: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Record<string, unknown>;
  const names = (await readdir(folder)).filter((name) => /^(licen[cs]e|notice)/i.test(name)).sort();
  const texts = await Promise.all(names.map(async (name) => await readFile(join(folder, name), "utf8")));
  const head = `${String(manifest["name"])} ${String(manifest["version"])}, ${String(manifest["license"])}`;
  return [head, ...texts.map((text) => text.trim())].join("\n\n") + "\n";
}
