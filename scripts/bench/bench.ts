import { execFileSync } from "node:child_process";
import { cpus } from "node:os";
import { benchDiagrams } from "./diagrams.ts";
import { benchPageWeight } from "./page-weight.ts";
import { benchSiteBuild } from "./site-build.ts";
import { benchProcess } from "./whole-process.ts";
import { benchWorkbench } from "./workbench.ts";

interface Row {
  what: string;
  measured: string;
  goal: string;
}

const milliseconds = (value: number) => `${Math.round(value)} ms`;
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const ratio = (ours: number, theirs: number) =>
  `${(ours / theirs).toFixed(2)} × (${milliseconds(ours)} against ${milliseconds(theirs)})`;

/** Each part by itself, so that one can be measured alone: `npm run bench -- site`. */
const PARTS: Record<string, () => Promise<Row[]>> = {
  async grade() {
    // As `npm run grade` starts it: a smaller nursery takes a seventh of the memory away and no time.
    const args = [
      "--max-semi-space-size=8",
      "scripts/cli.ts",
      "grade",
      "self-healing",
      "--files",
      "labs/self-healing/solution",
    ];
    const { medianMilliseconds, worstMilliseconds, medianMebibytes } = await benchProcess(args, 9);
    const bare = await benchProcess(["--eval", "0"], 9);
    return [
      {
        what: "Solution graded on the simulated cluster, whole process, median of 9",
        measured: milliseconds(medianMilliseconds),
        goal: "≤ 1000 ms",
      },
      { what: "the same, worst", measured: milliseconds(worstMilliseconds), goal: "" },
      {
        what: "the same, against Node that does nothing",
        measured: ratio(medianMilliseconds, bare.medianMilliseconds),
        goal: "",
      },
      {
        what: "the same, peak memory",
        measured: `${Math.round(medianMebibytes)} MiB`,
        goal: "≤ 143 MiB, which is 150 MB",
      },
    ];
  },
  async diagrams() {
    const { coldMilliseconds, cachedMilliseconds, gzippedBytes } = await benchDiagrams();
    return [
      { what: "Five diagrams, nothing cached", measured: milliseconds(coldMilliseconds), goal: "≤ 3000 ms" },
      { what: "Five diagrams, cached", measured: milliseconds(cachedMilliseconds), goal: "≤ 100 ms" },
      { what: "Five diagrams as SVG, gzipped", measured: kilobytes(gzippedBytes), goal: "" },
    ];
  },
  async site() {
    const { bareCold, bareWarm, cold, diagramsCached } = await benchSiteBuild(3);
    return [
      {
        what: "Site build against a bare Starlight with the same pages, cold",
        measured: ratio(cold, bareCold),
        goal: "≤ 2 ×",
      },
      { what: "the same, diagrams cached", measured: ratio(diagramsCached, bareWarm), goal: "≤ 1.2 ×" },
    ];
  },
  async page() {
    const { bytes, scriptBytes } = await benchPageWeight("/beginner/kubernetes-architecture/");
    return [
      { what: "Lesson page before interaction, all files gzipped", measured: kilobytes(bytes), goal: "≤ 150 kB" },
      { what: "JavaScript in it", measured: kilobytes(scriptBytes), goal: "none for diagrams" },
    ];
  },
  async workbench() {
    const { firstMilliseconds, medianMilliseconds, samples } = await benchWorkbench();
    return [
      { what: "Lab page, click to verdict, first", measured: milliseconds(firstMilliseconds), goal: "" },
      { what: `the same, median of ${samples} later`, measured: milliseconds(medianMilliseconds), goal: "≤ 300 ms" },
    ];
  },
  async kind() {
    const { openKubernetesCluster } = await import("#clusters/kubernetes/cluster.ts");
    const { benchLatency } = await import("./kind-latency.ts");
    const cluster = await openKubernetesCluster();
    try {
      const { samples, medianMilliseconds, worstMilliseconds } = await benchLatency(cluster);
      return [
        {
          what: `A change in a real API until a check sees it, beyond a bare watch, median of ${samples}`,
          measured: `${medianMilliseconds.toFixed(1)} ms`,
          goal: "≤ 10 ms",
        },
        { what: "the same, worst", measured: `${worstMilliseconds.toFixed(1)} ms`, goal: "" },
      ];
    } finally {
      await cluster.close();
    }
  },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in PARTS));
if (unknown.length > 0) throw new Error(`No part ${unknown.join(", ")}; there are ${Object.keys(PARTS).join(", ")}.`);
// A real cluster is measured only where one is named.
const names =
  wanted.length > 0 ? wanted : Object.keys(PARTS).filter((name) => name !== "kind" || process.env["KUBECONFIG"]);

const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
process.stdout.write(
  `Commit ${commit}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}\n\n| What | Measured | Goal |\n| --- | --- | --- |\n`,
);
for (const name of names) {
  process.stderr.write(`measuring: ${name}\n`);
  for (const { what, measured, goal } of (await PARTS[name]?.()) ?? [])
    process.stdout.write(`| ${what} | ${measured} | ${goal} |\n`);
}
