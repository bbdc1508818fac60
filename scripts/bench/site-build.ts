import { execFile } from "node:child_process";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { courseAt } from "#course/course.ts";
import { labNames } from "#course/labs.ts";
import { median } from "./median.ts";

const run = promisify(execFile);

const OURS = resolve(".");
const BARE = resolve(".cache/bench/bare-starlight");

/** The same pages without anything of ours: diagrams stay code blocks, labs are plain pages. */
const BARE_CONFIG = `import starlight from "@astrojs/starlight";
import { defineConfig } from "astro/config";
export default defineConfig({ srcDir: "./docs", cacheDir: "./.cache", integrations: [starlight({ title: "Bare" })] });
`;
const BARE_CONTENT = `import { docsLoader } from "@astrojs/starlight/loaders";
import { docsSchema } from "@astrojs/starlight/schema";
import { defineCollection } from "astro:content";
export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };
`;

export interface BuildFigures {
  bareCold: number;
  bareWarm: number;
  cold: number;
  diagramsCached: number;
}

/** Milliseconds of a whole `astro build`: ours with nothing cached and with diagrams cached, a bare Starlight's beside each. */
export async function benchSiteBuild(rounds: number): Promise<BuildFigures> {
  await makeBareSite();
  const figures = {
    bareCold: [] as number[],
    bareWarm: [] as number[],
    cold: [] as number[],
    diagramsCached: [] as number[],
  };
  for (let round = 0; round < rounds; round++) {
    figures.bareCold.push(await build(BARE, [".astro", ".cache", "dist"]));
    figures.cold.push(await build(OURS, [".astro", "node_modules/.astro", "dist", ".cache/diagrams"]));
    figures.bareWarm.push(await build(BARE, ["dist"]));
    figures.diagramsCached.push(await build(OURS, ["dist"]));
  }
  return {
    bareCold: median(figures.bareCold),
    bareWarm: median(figures.bareWarm),
    cold: median(figures.cold),
    diagramsCached: median(figures.diagramsCached),
  };
}

async function build(root: string, forget: readonly string[]): Promise<number> {
  for (const path of forget) await rm(join(root, path), { recursive: true, force: true });
  const started = performance.now();
  await run(process.execPath, [resolve("node_modules/astro/bin/astro.mjs"), "build"], {
    cwd: root,
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: "1" },
  });
  return performance.now() - started;
}

async function makeBareSite(): Promise<void> {
  await rm(BARE, { recursive: true, force: true });
  await mkdir(join(BARE, "docs/content"), { recursive: true });
  await cp("docs/content/docs", join(BARE, "docs/content/docs"), { recursive: true });
  await mkdir(join(BARE, "docs/content/docs/labs"));
  for (const name of await labNames(courseAt(OURS))) {
    const brief = await readFile(join("labs", name, "README.md"), "utf8");
    await writeFile(join(BARE, `docs/content/docs/labs/${name}.md`), `---\ntitle: ${name}\n---\n\n${brief}`);
  }
  await writeFile(join(BARE, "astro.config.mjs"), BARE_CONFIG);
  await writeFile(join(BARE, "docs/content.config.ts"), BARE_CONTENT);
  // Its packages are ours: Node finds them further up.
  await writeFile(
    join(BARE, "package.json"),
    JSON.stringify({ type: "module", dependencies: { "@astrojs/starlight": "*", astro: "*" } }),
  );
}
