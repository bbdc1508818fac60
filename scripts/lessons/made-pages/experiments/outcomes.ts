import type { Course } from "#course/course.ts";
import { readTable } from "#course/proofs.ts";
import type { ProofTable } from "#reporters/proof/table.ts";

type FileSet = ProofTable["labs"][number]["sets"][number];

/** What an experiment showed when it was run last. */
export interface ExperimentOutcome extends Pick<FileSet, "status" | "points" | "of" | "milliseconds"> {
  checks: NonNullable<FileSet["checks"]>;
  /** The day, `2026-11-22`. */
  date: string;
  /** The version of Kubernetes. */
  version: string;
}

/** The outcomes of all experiments on one kind of cluster by their names, as `prove --labs … --output` wrote them; none where nothing was recorded. */
export async function readOutcomes(
  cluster: "kind" | "simulated",
  course: Course,
): Promise<Map<string, ExperimentOutcome>> {
  const table = await readTable(`experiments-${cluster}`, course);
  return table ? outcomesOf(table) : new Map();
}

/** The outcomes in a table of experiments. */
export function outcomesOf({ cluster, labs }: ProofTable): Map<string, ExperimentOutcome> {
  return new Map(
    labs.flatMap(({ id, date, sets: [set] }): [string, ExperimentOutcome][] => {
      if (!set) return [];
      const { status, points, of, milliseconds, checks = [] } = set;
      return [[id, { status, points, of, milliseconds, checks, date, version: cluster.version }]];
    }),
  );
}

/** `✓ 5 of 5, 78 s` for a table; `not simulated` and `not run` where there is nothing to show. */
export function outcomeWords(outcome: ExperimentOutcome | undefined): string {
  if (!outcome) return "not run";
  const { status, points, of, milliseconds } = outcome;
  if (status === "unsupported") return "not simulated";
  return `${mark(status)} ${points} of ${of}, ${seconds(milliseconds)}`;
}

/** `✓ 5.8 s`: what one check showed; without a time where it was so at once. */
export function checkWords(outcome: ExperimentOutcome | undefined, id: string): string {
  const check = outcome?.checks.find((one) => one.id === id);
  if (!check) return "not run";
  if (check.status === "unsupported") return "not simulated";
  if (check.status !== "pass") return `✗ ${check.status}`;
  return check.milliseconds < AT_ONCE ? "✓" : `✓ ${seconds(check.milliseconds)}`;
}

/** Less is only the time that the question took. */
const AT_ONCE = 500;

const mark = (status: ExperimentOutcome["status"]): string => (status === "pass" ? "✓" : "✗");

/** With one digit behind the point below ten seconds. */
function seconds(milliseconds: number): string {
  const value = milliseconds / 1000;
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} s`;
}
