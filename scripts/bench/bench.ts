import { execFileSync } from "node:child_process";
import { cpus } from "node:os";
import spawn from "nano-spawn";
import type { Cluster } from "#core/cluster.ts";
import { benchDiagrams } from "./diagrams.ts";
import { benchManyLessons, type ManyLessons } from "./many-lessons.ts";
import { benchPageWeight } from "./page-weight.ts";
import { benchSiteBuild } from "./site-build.ts";
import { simulatedLabs } from "./solutions.ts";
import { benchProcess } from "./whole-process.ts";
import { benchWorkbench } from "./workbench.ts";

interface Row {
  what: string;
  measured: string;
  goal: string;
}

/** What `grade-many.ts` prints; growth in MiB. */
interface ManyFigures {
  grades: number;
  fileSets: number;
  warmUp: number;
  wrong: number;
  growth: number;
  seconds: number;
}

const milliseconds = (value: number) => `${Math.round(value)} ms`;
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const ratio = (ours: number, theirs: number) =>
  `${(ours / theirs).toFixed(2)} × (${milliseconds(ours)} against ${milliseconds(theirs)})`;

/** Each part by itself, so that one can be measured alone: `npm run bench -- site`. */
const PARTS: Record<string, () => Promise<Row[]>> = {
  async grade() {
    // As `npm run grade` starts it: a smaller nursery takes a seventh of the memory away and no time.
    const grade = ["--max-semi-space-size=8", "scripts/cli.js", "grade"];
    const rows: Row[] = [];
    for (const { id } of await simulatedLabs()) {
      const figures = await benchProcess([...grade, id, "--files", `labs/${id}/solution`], 5);
      rows.push({
        what: `${id}, solution, simulated cluster, whole process, median of 5 (worst)`,
        measured: `${milliseconds(figures.medianMilliseconds)} (${milliseconds(figures.worstMilliseconds)}), ${Math.round(figures.medianMebibytes)} MiB`,
        goal: "≤ 1000 ms, ≤ 143 MiB, which is 150 MB",
      });
    }
    const all = await benchProcess(["scripts/bench/grade-solutions.ts"], 3);
    return [
      ...rows,
      {
        what: "The solutions of all simulated labs in one process, median of 3",
        measured: milliseconds(all.medianMilliseconds),
        goal: "≤ 3000 ms",
      },
    ];
  },
  async many() {
    const { stdout } = await spawn("node", ["--expose-gc", "scripts/bench/grade-many.ts"]);
    const { grades, fileSets, warmUp, wrong, growth, seconds } = JSON.parse(stdout) as ManyFigures;
    return [
      {
        what: `${grades} simulated grades in one process, of all ${fileSets} exercises, solutions and mistakes in turn: wrong verdicts, growth of the heap after the first ${warmUp}`,
        measured: `${wrong}, ${growth.toFixed(1)} MiB (in ${Math.round(seconds)} s)`,
        goal: "0, flat",
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
  async lessons() {
    const builds: ManyLessons[] = [];
    for (const copies of [10, 40, 160]) builds.push(await benchManyLessons(copies));
    return builds.slice(1).map((build, index) => {
      const { copies, seconds } = builds[index] ?? build;
      const each = (build.seconds - seconds) / (build.copies - copies);
      return {
        what: `Site build, each copy of the lesson from ${copies} to ${build.copies} (${build.pages} pages), processor time`,
        measured: milliseconds(1000 * each),
        goal: "as much for one of many as for one of few",
      };
    });
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
  async "pull-request"() {
    const { pullRequestRows } = await import("./pull-request.ts");
    return await pullRequestRows();
  },
  async kind() {
    const { openKubernetesCluster } = await import("#clusters/kubernetes/cluster.ts");
    const { benchLatency } = await import("./kind-latency.ts");
    const { kindMachines } = await import("#clusters/kind/machines.ts");
    const open = async () => await openKubernetesCluster({ machines: kindMachines });
    const cluster = await open();
    try {
      const { samples, medianMilliseconds, worstMilliseconds } = await benchLatency(cluster);
      return [
        {
          what: `A change in a real API until a check sees it, beyond a bare watch, median of ${samples}`,
          measured: `${medianMilliseconds.toFixed(1)} ms`,
          goal: "≤ 5 ms",
        },
        { what: "the same, worst", measured: `${worstMilliseconds.toFixed(1)} ms`, goal: "≤ 25 ms" },
        ...(await taskRows()),
        await sideBySideRow(open),
      ];
    } finally {
      await cluster.close();
    }
  },
};

async function taskRows(): Promise<Row[]> {
  const { benchCause, benchTask } = await import("./real-task.ts");
  const task = await benchTask(5);
  const missingImage = await benchCause("self-healing", "labs/self-healing/mistakes/missing-image", /ErrImagePull/);
  const capitalLabel = "labs/route-traffic/mistakes/capital-label";
  const selectsNothing = await benchCause("route-traffic", capitalLabel, /Service\/shop: SelectsNoPods/);
  return [
    {
      what: "Apply, 3 Ready, 3 ready endpoints, one deleted, 3 Ready again: until the verdict, against a script of kubectl, median of 5",
      measured: ratio(task.ours, task.kubectl),
      goal: "≤ 1.0 ×",
    },
    {
      what: "the same, processor time and memory",
      measured: `${milliseconds(task.cpuMilliseconds)}, ${Math.round(task.mebibytes)} MiB`,
      goal: "≤ 600 ms, ≤ 114 MiB, which is 120 MB",
    },
    {
      what: "A missing image, until the learner reads the cause",
      measured: milliseconds(missingImage),
      goal: "`kubectl wait` says nothing for its 60 s",
    },
    {
      what: "A selector that matches nothing, until the learner reads the cause",
      measured: milliseconds(selectsNothing),
      goal: "kubectl has nothing that waits for it",
    },
  ];
}

async function sideBySideRow(open: () => Promise<Cluster>): Promise<Row> {
  const { benchSideBySide } = await import("./side-by-side.ts");
  const { labs, all, slowest } = await benchSideBySide(open);
  return {
    what: `The solutions of ${labs} labs side by side, from a ready cluster to all verdicts, against the slowest of them`,
    measured: ratio(all, slowest),
    goal: "≤ 1.2 ×",
  };
}

/** They need more than this machine alone or much time, and are measured only where they are named; the first also where a cluster is. */
const ON_REQUEST = new Set(["kind", "lessons", "pull-request"]);

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  process.stderr.write(`There is no part ${unknown.join(", ")}. The parts are ${Object.keys(PARTS).join(", ")}.\n`);
  process.exit(64);
}
const names =
  wanted.length > 0
    ? wanted
    : Object.keys(PARTS).filter((name) => !ON_REQUEST.has(name) || (name === "kind" && process.env["KUBECONFIG"]));

const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
process.stdout.write(
  `Commit ${commit}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}\n\n| What | Measured | Goal |\n| --- | --- | --- |\n`,
);
for (const name of names) {
  process.stderr.write(`measuring: ${name}\n`);
  for (const { what, measured, goal } of (await PARTS[name]?.()) ?? [])
    process.stdout.write(`| ${what} | ${measured} | ${goal} |\n`);
}
