import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { StepResult } from "#action/testing/runner/run-workflow.ts";
import { sampleSchool } from "#action/testing/runner/sample-school.ts";
import { BUNDLE } from "#github/grader-digest.ts";

const EXERCISE = "labs/self-healing/exercise";

/** Milliseconds of one job of a workflow and its phases, in order. */
interface JobFigures {
  milliseconds: number;
  phases: Record<string, number>;
}

interface PullRequestFigures {
  /** A misspelt field: no cluster is made. */
  refused: { grade: JobFigures; report: JobFigures };
  /** The solution of self-healing, on a cluster that the job makes. */
  graded: { grade: JobFigures; report: JobFigures };
}

/**
 * Two pushes to a pull request, each through the whole of grade.yml and report.yml as the tests' runner runs them, with a model of GitHub's
 * servers. The kind cluster `checkride` must not be there: a job on GitHub begins without one.
 */
async function benchPullRequest(): Promise<PullRequestFigures> {
  const school = await sampleSchool();
  try {
    const misspelt = await school.push(async (fork) => {
      const path = join(fork, EXERCISE, "deployment.yaml");
      await writeFile(path, (await readFile(path, "utf8")).replace("replicas:", "replcas:"));
    });
    const solved = await school.push((fork) =>
      cp("labs/self-healing/solution", join(fork, EXERCISE), { recursive: true }),
    );
    const figures = (jobs: Record<string, StepResult[]>) => ({
      grade: gradeFigures(jobs["grade"] ?? []),
      report: jobFigures(jobs["report"] ?? []),
    });
    return { refused: figures(misspelt), graded: figures(solved) };
  } finally {
    await school.close();
  }
}

function jobFigures(steps: readonly StepResult[]): JobFigures {
  const phases = Object.fromEntries(steps.map(({ name, milliseconds }) => [name, milliseconds]));
  return { milliseconds: Object.values(phases).reduce((sum, one) => sum + one, 0), phases };
}

/** What the action says when a phase begins. Getting images runs beside making the cluster. */
const BEGINNINGS: [phase: string, begins: RegExp][] = [
  ["reading of the files", /^Labs to grade/],
  ["install kind", /^Building kind/],
  ["cluster", /^Making the kind cluster/],
  ["images into the nodes", /^Copying the images/],
  ["grade", /^[\w-]+: (?!.*kind)/],
  ["upload", /^::group::/],
];

function gradeFigures(steps: readonly StepResult[]): JobFigures {
  const { milliseconds } = jobFigures(steps);
  const action = steps.at(-1)!;
  const marks: { phase: string; start: number }[] = [{ phase: "start", start: 0 }];
  for (const [phase, begins] of BEGINNINGS) {
    const line = action.lines.find(
      ({ text, milliseconds }) => begins.test(text) && milliseconds >= marks.at(-1)!.start,
    );
    if (line) marks.push({ phase, start: line.milliseconds });
  }
  const checkouts = milliseconds - action.milliseconds;
  const phases = marks.map(({ phase, start }, index) => [
    phase,
    (marks[index + 1]?.start ?? action.milliseconds) - start,
  ]);
  return { milliseconds, phases: { checkouts, ...(Object.fromEntries(phases) as Record<string, number>) } };
}

/** The bytes of what an exported repository has as its grader, as they are and gzipped, without the licences. */
async function bundleSize(): Promise<{ bytes: number; gzippedBytes: number }> {
  const names = (await readdir(BUNDLE)).filter((name) => name.endsWith(".mjs"));
  const files = await Promise.all(names.map(async (name) => await readFile(join(BUNDLE, name))));
  const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);
  return {
    bytes: sum(files.map(({ length }) => length)),
    gzippedBytes: sum(files.map((file) => gzipSync(file).length)),
  };
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
const phaseWords = ({ phases }: JobFigures): string =>
  Object.entries(phases)
    .map(([phase, milliseconds]) => `${phase} ${seconds(milliseconds)}`)
    .join(", ");

/** The figures as rows of the page "Performance". */
export async function pullRequestRows(): Promise<{ what: string; measured: string; goal: string }[]> {
  const { refused, graded } = await benchPullRequest();
  const { bytes, gzippedBytes } = await bundleSize();
  const megabytes = (size: number): string => `${(size / 1e6).toFixed(1)} MB`;
  const start = refused.grade.phases["start"] ?? NaN;
  const verdict = refused.grade.milliseconds - (refused.grade.phases["checkouts"] ?? NaN);
  return [
    { what: "The action, from its start to its first line", measured: seconds(start), goal: "" },
    {
      what: "A pull request with a misspelt field: from the checkouts to the end of the job, verdict and upload in it",
      measured: seconds(verdict),
      goal: "≤ 10 s",
    },
    {
      what: `A pull request with the solution of self-healing, on a kind cluster of its own: ${phaseWords(graded.grade)}`,
      measured: seconds(graded.grade.milliseconds),
      goal: "",
    },
    { what: "its report", measured: seconds(graded.report.milliseconds), goal: "" },
    {
      what: "The grader of an exported repository, and gzipped",
      measured: `${megabytes(bytes)}, ${megabytes(gzippedBytes)}`,
      goal: "",
    },
  ];
}
