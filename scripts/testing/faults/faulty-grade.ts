import { join } from "node:path";
import { openKubernetesCluster } from "#clusters/kubernetes/cluster.ts";
import { atLeastOne } from "#core/at-least-one.ts";
import { openPlace, type Place } from "#core/context.ts";
import type { Verdict } from "#core/generated/verdict.ts";
import { grade } from "#core/grade.ts";
import { courseAt } from "#course/course.ts";
import { labFolder, openLab } from "#course/labs.ts";
import { readSubmittedFiles } from "#course/submitted-files.ts";

const course = courseAt(".");
const labName = "self-healing";

/** File sets of the lab and the checks that they may fail. */
export const submissions = {
  solution: [],
  "mistakes/wrong-label": ["serves-http"],
  "mistakes/missing-image": ["three-pods-ready"],
} as const satisfies Record<string, readonly string[]>;

export type SubmissionName = keyof typeof submissions;

export interface FaultyGrade {
  name: SubmissionName;
  verdict: Verdict;
  /** Why the verdict is wrong; `error` is never wrong, as it takes no points and says that the cluster failed. */
  wrong?: string;
}

/** Grades a file set on the cluster of a kubeconfig; `during` begins with the checks, and its failure is thrown. */
export async function gradeUnderFaults(
  kubeconfig: string,
  name: SubmissionName,
  during: () => Promise<void> = async () => undefined,
): Promise<FaultyGrade> {
  const lab = await openLab(labName, course);
  const files = (await readSubmittedFiles(join(labFolder(labName, course), name))) ?? [];
  let place: Place | undefined;
  let disturbing: Promise<void> | undefined;
  const open = async (): Promise<Place> => {
    const cluster = await openKubernetesCluster({ kubeconfig });
    try {
      return (place = await openPlace(cluster, lab));
    } catch (error) {
      await cluster.close();
      throw error;
    }
  };
  const listener = {
    phase(phase: string) {
      if (phase === "checks") disturbing = during();
    },
    started() {},
    finished() {},
    observed() {},
    notRestored() {},
  };
  const { signal } = new AbortController();
  try {
    const verdict = await grade({ lab, files, open, now: () => performance.now(), signal, listener });
    return { name, verdict, wrong: wrongness(name, verdict) };
  } finally {
    await disturbing;
    await place?.cluster.deleteNamespace(place.namespace).catch(() => undefined);
    await place?.cluster.close();
  }
}

/** Why there is no verdict: what failed in the cluster, once for each check that it kept from being judged. */
export function errorsOf({ error, checks }: Verdict): string[] {
  return [error, ...checks.map((check) => check.error)].filter((text) => text !== undefined);
}

/**
 * What many grades under faults must not show: a wrong verdict, and a file set of which not one was judged, since a grade that
 * ends in an error cannot be wrong.
 */
export function faultProblems(grades: readonly Pick<FaultyGrade, "name" | "verdict" | "wrong">[]): string[] {
  const wrong = grades.flatMap(({ wrong, verdict }) =>
    wrong === undefined ? [] : [`${wrong}\n${JSON.stringify(verdict)}`],
  );
  const byName = Map.groupBy(atLeastOne(grades, "grade"), ({ name }) => name);
  const unjudged = [...byName].filter(([, those]) => those.every(({ verdict }) => verdict.status === "error"));
  return [...wrong, ...unjudged.map(([name, { length }]) => `${name} was never judged: ${length} × error`)];
}

function wrongness(name: SubmissionName, { status, checks }: Verdict): string | undefined {
  const expected: readonly string[] = submissions[name];
  const failed = checks.filter((check) => check.status === "fail").map(({ id }) => id);
  if (failed.some((id) => !expected.includes(id))) return `${name} fails ${failed.join(", ")}`;
  if (status === "pass" && expected.length > 0) return `${name} passes`;
  if (status === "blocked" || status === "unsupported") return `${name} is ${status}`;
  return undefined;
}
