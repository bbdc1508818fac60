import type { Verdict } from "./generated/verdict.ts";
import { versionDifferences } from "./kubernetes/version-differences.ts";
import type { Lab } from "./lab/lab.ts";
import type { SubmittedFile } from "./submission/submission.ts";

/** What the author says a file set leads to. */
export type Expectation =
  | { outcome: "pass" }
  | { outcome: "not pass" }
  /** Exactly these checks fail. */
  | { outcome: "fail"; checks: string[] }
  /** Refused before the checks, with exactly these codes. */
  | { outcome: "refused"; issues: string[] }
  /** Not judged: the cluster cannot do what the lab is about. */
  | { outcome: "unsupported" };

/** The name of the one file set of an experiment, which holds no file. */
export const EXPERIMENT = "experiment";

/** One file set of a lab's corpus: `exercise`, `solution`, `mistakes/NAME`, `ways/NAME` or `lures/NAME`, or {@link EXPERIMENT}. */
export interface CorpusCase {
  name: string;
  files: SubmittedFile[];
  expectation: Expectation;
  /** Why a simulated cluster cannot judge these files. */
  unsupported?: string;
  /** The address of the published manifest that it goes back to. */
  source?: string;
  /** The mistake of the same lab that this one may fail like. */
  like?: string;
}

/**
 * What a file set must lead to on the cluster of its verdict: on a simulated one a lab that needs a real one is `unsupported`, and so are files
 * whose author says it; on a real one its version counts. Files that are refused never get to a cluster.
 */
export function expectedWhere(
  lab: Lab,
  { expectation, unsupported }: Pick<CorpusCase, "expectation" | "unsupported">,
  { cluster }: Verdict,
): Expectation {
  if (expectation.outcome === "refused" || !cluster) return expectation;
  if (cluster.kind === "kubernetes") return expectedOnVersion(lab, expectation, cluster.version);
  return lab.file.cluster?.real || unsupported !== undefined ? { outcome: "unsupported" } : expectation;
}

/** What a file set must lead to on a real cluster of that version: where its files name another version, the check of that fails, too. */
export function expectedOnVersion({ id }: Pick<Lab, "id">, expectation: Expectation, version: string): Expectation {
  const failing = versionDifferences(version).failing[id];
  if (failing === undefined || (expectation.outcome !== "pass" && expectation.outcome !== "fail")) return expectation;
  const own = expectation.outcome === "fail" ? expectation.checks : [];
  return { outcome: "fail", checks: [...new Set([...own, ...failing])] };
}

/** What graders in different places must agree on. */
export interface Essence {
  status: Verdict["status"];
  points: number;
  failed: string[];
  issues: string[];
}

/** Status, points, failing checks and issues of a verdict: all that must not depend on where it was made. */
export function essence({ status, points, checks, issues }: Verdict): Essence {
  return {
    status,
    points,
    failed: checks.filter((check) => check.status === "fail").map(({ id }) => id),
    issues: [...new Set(issues.map(({ code }) => code))],
  };
}

/** Whether a verdict is what the author said; an error of ours proves nothing. */
export function meets(expectation: Expectation, verdict: Verdict): boolean {
  const { status, failed, issues } = essence(verdict);
  switch (expectation.outcome) {
    case "pass":
      return status === "pass";
    case "not pass":
      return status === "fail";
    case "fail":
      return status === "fail" && same(failed, expectation.checks);
    case "refused":
      return status === "fail" && failed.length === 0 && same(issues, expectation.issues);
    case "unsupported":
      return status === "unsupported";
  }
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return [...one].sort().join() === [...other].sort().join();
}
