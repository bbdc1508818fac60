import type { GradeRun, Home } from "#action/report/grade-run.ts";
import { type Refused, refused } from "#action/report/refused.ts";
import type { GitHub } from "#github/github.ts";

/** The pull request that a run graded. */
export interface PullRequest {
  number: number;
  /** The tip of the default branch when the pull request was last pushed to. */
  baseSha: string;
  /** False where whoever opened it could also change the grader: the pull request stays inside one repository. */
  verified: boolean;
}

/** A newer commit is the head by now, and has its own run. */
export type Stale = { stale: true };

/** What GitHub says of a pull request, in the parts that are looked at. */
interface Listed {
  number: number;
  state: string;
  created_at: string;
  closed_at: string | null;
  head: { ref: string; sha: string; repo: { id: number } | null };
  base: { ref: string; sha: string; repo: { id: number } };
}

/**
 * Finds the one open pull request into the default branch whose newest commit the run graded, by the run's own data: GitHub names no
 * pull request for runs from forks, and what the run uploaded is not asked. A run for a pull request into another branch ran that
 * branch's grader, and is told from this one only by there being no such pull request.
 */
export async function findPullRequest(
  github: GitHub,
  home: Home,
  run: GradeRun,
): Promise<{ pull: PullRequest } | Stale | Refused> {
  if (!run.from) return refused("no-pull-request");
  const { owner, repo } = home;
  const head = `${run.from.owner}:${run.branch}`;
  const all: Listed[] = await github.paginate(github.rest.pulls.list, {
    owner,
    repo,
    state: "all",
    head,
    per_page: 100,
  });
  const theirs = all.filter((pull) => comesFrom(pull, run));
  const [found, ...others] = theirs.filter((pull) => pull.head.sha === run.sha);
  if (others.length > 0)
    return refused("several-pull-requests", ...[found!, ...others].map(({ number }) => `${number}`));
  if (!found || !isOpen(found, home))
    return theirs.some((pull) => isOpen(pull, home)) ? { stale: true } : refused("no-pull-request");
  // It has a run of its own.
  if (Date.parse(found.created_at) > Date.parse(run.created)) return { stale: true };
  const rivals = theirs.filter((pull) => pull !== found && wasOpen(pull, run));
  if (rivals.length > 0)
    return refused("several-pull-requests", ...[found, ...rivals].map(({ number }) => `${number}`));
  if (await wasAimedLater(github, home, run, found.number)) return refused("base-changed");
  const { number, base } = found;
  return { pull: { number, baseSha: base.sha, verified: run.from.id !== base.repo.id } };
}

/** Whether the run can be that of this pull request, whatever its newest commit and its state are by now. */
function wasOpen({ created_at, closed_at }: Listed, { created }: GradeRun): boolean {
  const made = Date.parse(created);
  return Date.parse(created_at) <= made && (closed_at === null || Date.parse(closed_at) >= made);
}

/** By hand, and where the branch that it was for was merged and deleted (docs.github.com, "Issue event types"). */
const BASE_CHANGES = new Set(["base_ref_changed", "automatic_base_change_succeeded"]);

/** Whether the pull request was for another branch when the run was made. */
async function wasAimedLater(github: GitHub, { owner, repo }: Home, run: GradeRun, number: number): Promise<boolean> {
  const events = await github.paginate(github.rest.issues.listEvents, {
    owner,
    repo,
    issue_number: number,
    per_page: 100,
  });
  return events.some(
    ({ event, created_at }) => BASE_CHANGES.has(event) && Date.parse(created_at) >= Date.parse(run.created),
  );
}

/** Whether the run's commit still is the newest of the pull request. */
export async function isCurrent(github: GitHub, home: Home, run: GradeRun, { number }: PullRequest): Promise<boolean> {
  const { data } = await github.rest.pulls.get({ owner: home.owner, repo: home.repo, pull_number: number });
  return comesFrom(data, run) && isOpen(data, home) && data.head.sha === run.sha;
}

/** By the repository's id, which no renaming and no new repository of an old name changes. */
function comesFrom({ head }: Listed, run: GradeRun): boolean {
  return head.repo?.id === run.from?.id && head.ref === run.branch;
}

function isOpen({ state, base }: Listed, home: Home): boolean {
  return state === "open" && base.repo.id === home.id && base.ref === home.defaultBranch;
}
