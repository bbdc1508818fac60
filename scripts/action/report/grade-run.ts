import type { Repository } from "#github/github.ts";

/** The one workflow whose runs are reported, by its path: any other may have its name. */
export const GRADE_WORKFLOW = ".github/workflows/grade.yml";

/** The payload of `workflow_run`, in the parts that are read; GitHub writes it, no learner does. */
export interface WorkflowRunEvent {
  action: string;
  workflow: { id: number; path: string } | null;
  workflow_run: {
    id: number;
    workflow_id: number;
    run_attempt: number;
    event: string;
    conclusion: string | null;
    head_sha: string;
    head_branch: string | null;
    head_repository: { id: number; owner: { login: string } } | null;
    created_at: string;
    run_started_at: string;
    html_url: string;
  };
  repository: {
    id: number;
    name: string;
    owner: { login: string };
    default_branch: string;
    homepage: string | null;
  };
}

/** The repository that the report runs in. */
export interface Home extends Repository {
  id: number;
  defaultBranch: string;
  /** The site that the repository names, if it does. */
  site?: string;
}

/** A finished run of the grade. */
export interface GradeRun {
  id: number;
  attempt: number;
  conclusion: string;
  /** The commit that was graded, and where it came from. */
  sha: string;
  branch: string;
  /** Undefined where the fork is gone. */
  from: { id: number; owner: string } | undefined;
  /** When this attempt began, as ISO 8601. */
  started: string;
  /** When GitHub made the run: the first attempt. */
  created: string;
  url: string;
}

/** Whose run it is that the event tells of; the reason if it is none to report. */
export function readEvent(event: WorkflowRunEvent): { home: Home; run: GradeRun } | { ignored: string } {
  const { workflow, workflow_run: run, repository } = event;
  if (event.action !== "completed") return { ignored: "The run is not completed." };
  if (workflow?.path !== GRADE_WORKFLOW || workflow.id !== run.workflow_id)
    return { ignored: `The run is none of ${GRADE_WORKFLOW}.` };
  if (run.event !== "pull_request") return { ignored: "The run was not started by a pull request." };
  if (run.conclusion === "action_required")
    return { ignored: "The run waits for a maintainer who approves it: a first contribution needs that." };
  if (run.conclusion === "skipped") return { ignored: "The run was skipped." };
  const site = repository.homepage;
  return {
    home: {
      id: repository.id,
      owner: repository.owner.login,
      repo: repository.name,
      defaultBranch: repository.default_branch,
      ...(site?.startsWith("https://") && { site: site.replace(/\/*$/, "/") }),
    },
    run: {
      id: run.id,
      attempt: run.run_attempt,
      conclusion: run.conclusion ?? "",
      sha: run.head_sha,
      branch: run.head_branch ?? "",
      from: run.head_repository ? { id: run.head_repository.id, owner: run.head_repository.owner.login } : undefined,
      started: run.run_started_at,
      created: run.created_at,
      url: run.html_url,
    },
  };
}
