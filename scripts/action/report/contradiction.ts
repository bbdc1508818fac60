import { NODE_IMAGE } from "#clusters/kind/node-image.ts";
import type { Check } from "#core/generated/lab.ts";
import type { CheckVerdict, Verdict } from "#core/generated/verdict.ts";
import type { Lab } from "#core/lab/lab.ts";
import { checkVerdict, overallStatus } from "#core/verdict.ts";
import { ISSUE_CODES } from "#reporters/words/issue.ts";

/** No check takes longer than a day. */
const MAX_MILLISECONDS = 86_400_000;

/**
 * What in a verdict no grade of the trusted lab can end with, in words of ours and the lab's; undefined for a possible one. Its points are
 * counted again from the lab's file.
 */
export function contradiction(verdict: Verdict, lab: Lab): string | undefined {
  const { checks } = lab.file;
  if (verdict.checks.length !== checks.length) return `not ${checks.length} checks`;
  const statuses = new Map(verdict.checks.map(({ id, status }) => [id, status]));
  for (const [index, check] of checks.entries()) {
    const found = checkContradiction(verdict.checks[index]!, check, statuses);
    if (found !== undefined) return `check ${check.id}: ${found}`;
  }
  return wholeContradiction(verdict, lab);
}

function wholeContradiction(verdict: Verdict, lab: Lab): string | undefined {
  const { cluster, status, checks, issues, error } = verdict;
  const sum = (part: "points" | "of") => checks.reduce((total, check) => total + check[part], 0);
  if (verdict.lab.title !== lab.file.title) return "not the lab's title";
  if (status !== overallStatus(checks)) return "a status that its checks do not add up to";
  if (verdict.points !== sum("points") || verdict.of !== sum("of")) return "points that its checks do not add up to";
  if (issues.some(({ code }) => !(ISSUE_CODES as string[]).includes(code))) return "an issue that there is not";
  const ran = checks.some(({ status, blockedBy }) => status === "pass" || status === "fail" || blockedBy !== undefined);
  if (ran && (issues.length > 0 || error !== undefined)) return "checks that ran although something kept them from it";
  if (ran && !cluster) return "checks that ran without a cluster";
  if (ran && lab.file.cluster?.real && cluster?.kind !== "kubernetes")
    return "a simulated cluster for a lab that needs a real one";
  if (cluster && !/^v\d+\.\d+\.\d+$/.test(cluster.version)) return "no version of Kubernetes";
  if (cluster?.image !== undefined && (cluster.kind === "simulated" || cluster.image !== NODE_IMAGE))
    return "nodes of another image";
  if (issues.length > 0 && !checks.every(({ status }) => status === "blocked" || status === "unsupported"))
    return "issues beside checks that were not stopped by them";
  if (error !== undefined && !checks.every(({ status }) => status === "error"))
    return "a failure of the grade beside checks that are none";
  if (checks.some(({ status, blockedBy }) => status === "blocked" && blockedBy === undefined) && issues.length === 0)
    return "blocked checks without a reason";
  return undefined;
}

function checkContradiction(
  verdict: CheckVerdict,
  check: Check,
  statuses: ReadonlyMap<string, CheckVerdict["status"]>,
): string | undefined {
  const expected = checkVerdict(check, verdict.status);
  const { id, title, of, evidence, status, blockedBy, milliseconds, hints } = verdict;
  if (id !== expected.id || title !== expected.title || of !== expected.of || evidence !== expected.evidence)
    return "not as the lab has it";
  if (milliseconds < 0 || milliseconds > MAX_MILLISECONDS) return "a time that no check takes";
  if (!hints.every((hint) => check.hints.some(({ say }) => say === hint))) return "a hint that the lab does not give";
  if (!possiblePoints(verdict, check)) return `${status} with points that it does not give`;
  const unmet = (check.needs ?? []).filter((need) => statuses.get(need) !== "pass");
  if (blockedBy !== undefined && (status !== "blocked" || !unmet.includes(blockedBy)))
    return "blocked by what does not block it";
  if (unmet.length > 0 && (status === "pass" || status === "fail"))
    return `${status} although it needs ${unmet.join(" and ")}`;
  return findingsContradiction(verdict);
}

/** A pass gives all points; only where the lab says `partial` a failure gives some, never all. */
function possiblePoints({ status, points }: CheckVerdict, check: Check): boolean {
  if (status === "pass") return points === check.points;
  return points === 0 || (status === "fail" && check.partial === true && points < check.points);
}

/** What was found belongs to a failure, and a failure has found something. */
function findingsContradiction(verdict: CheckVerdict): string | undefined {
  const { status, mismatches, observed, locations, hints, message, held, error } = verdict;
  const found =
    [mismatches, observed, locations, hints].some((list) => list.length > 0) ||
    message !== undefined ||
    held !== undefined;
  if (status === "fail" && mismatches.length === 0) return "fail without a reason";
  if (found && status !== "fail") return `${status} with the findings of a failure`;
  if (error !== undefined && status !== "error" && status !== "unsupported") return `${status} with an error`;
  return undefined;
}
