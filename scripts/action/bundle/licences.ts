import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "rolldown";

const RULE = `\n${"-".repeat(80)}\n\n`;

/** Shorter ones only name the licence. */
const MIN_TEXT = 200;

/** What is no package and has its own terms: our schemas of Kubernetes objects are made from its API's own description. */
const DATA = [
  {
    part: /\/core\/kubernetes\/generated\//,
    text: `Kubernetes' description of its API (https://github.com/kubernetes/kubernetes, api/openapi-spec), Apache-2.0

The schemas of Kubernetes objects in this bundle are made from it, without its texts. The licence stands here under @kubernetes/client-node.
`,
  },
];

/** Writes `licences.txt` beside a bundle: the licence of each package that a part of is in it, in alphabetical order. */
export function licences(): Plugin {
  return {
    name: "licences",
    async generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((output) => (output.type === "chunk" ? output.moduleIds : []));
      const texts = await Promise.all(packageFolders(modules).map(licence));
      const data = DATA.filter(({ part }) => modules.some((module) => part.test(module))).map(({ text }) => text);
      this.emitFile({ type: "asset", fileName: "licences.txt", source: [...texts, ...data].join(RULE) });
    },
  };
}

/** The folders of the packages that modules belong to, each once and sorted; our own belong to none. */
export function packageFolders(modules: readonly string[]): string[] {
  const folders = modules.flatMap(
    (module) => /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(module.replaceAll("\\", "/"))?.[1] ?? [],
  );
  return [...new Set(folders)].sort();
}

/** The heading of a package's licence: its name, version and licence as it declares them. Throws where it declares none. */
export async function licenceHead(folder: string): Promise<string> {
  const { name, version, license } = await manifestOf(folder);
  if (license === undefined) throw new Error(`${name} ${version} declares no licence: it cannot be in a bundle.`);
  return `${name} ${version}, ${license}`;
}

/** The licence of a package with its own texts, else with what its README says; MIT is the same text in all of them. */
async function licence(folder: string): Promise<string> {
  const head = await licenceHead(folder);
  const names = (await readdir(folder)).sort();
  const read = async (name: string) => (await readFile(join(folder, name), "utf8")).trim();
  const own = await Promise.all(names.filter((name) => /^((un)?licen[cs]e|notice|copying)/i.test(name)).map(read));
  if (own.length > 0) return `${[head, ...own].join("\n\n")}\n`;
  const readmes = await Promise.all(names.filter((name) => /^readme/i.test(name)).map(read));
  const sections = readmes.map((text) => /^#+ *licen[cs]e *$(.*)/ims.exec(text)?.[1]?.trim() ?? "");
  const said = sections.find((section) => section.length >= MIN_TEXT) ?? (await mitText(folder));
  return `${head}\n\n${said}\n`;
}

/** The text of the MIT licence, as this repository has it, for whoever wrote the package. Throws for a package of another licence. */
async function mitText(folder: string): Promise<string> {
  const { name, license, author } = await manifestOf(folder);
  if (license !== "MIT") throw new Error(`${name} is under ${license} and comes without its text.`);
  const ours = (await readFile("LICENSE", "utf8")).trim();
  const holder = typeof author === "object" ? author.name : author;
  return ours.replace(/^Copyright .*$/m, () => `Copyright (c) ${holder ?? `the authors of ${name}`}`);
}

interface Manifest {
  name: string;
  version: string;
  license?: string;
  author?: string | { name: string };
}

async function manifestOf(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Manifest;
}
