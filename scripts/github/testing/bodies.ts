import type { FakeCheckRun, FakeComment, FakePull, FakeRepository, FakeRun, FakeState, FakeUser } from "./state.ts";

function userBody({ id, login, type }: FakeUser): object {
  return { id, login, type };
}

export function repositoryBody(state: FakeState): object {
  const { repository } = state;
  const { defaultBranch, homepage, fork } = repository;
  return { ...shortRepository(repository), default_branch: defaultBranch, homepage, fork };
}

export function shortRepository({ id, name, owner }: FakeRepository): object {
  const full = `${owner.login}/${name}`;
  return { id, name, full_name: full, html_url: `https://github.com/${full}`, owner: userBody(owner) };
}

export function pullBody({ repository }: FakeState, pull: FakePull): object {
  const { number, state, user, head, base, created = "2026-01-01T00:00:00Z", closed = "2036-01-01T00:00:00Z" } = pull;
  const label = (owner: string | undefined, ref: string) => `${owner ?? "unknown repository"}:${ref}`;
  return {
    number,
    state,
    created_at: created,
    closed_at: state === "closed" ? closed : null,
    html_url: `https://github.com/${repository.owner.login}/${repository.name}/pull/${number}`,
    user: userBody(user),
    head: {
      ref: head.ref,
      sha: head.sha,
      label: label(head.repository?.owner.login, head.ref),
      repo: head.repository && shortRepository(head.repository),
      user: head.repository && userBody(head.repository.owner),
    },
    base: {
      ref: base.ref,
      sha: base.sha,
      label: label(repository.owner.login, base.ref),
      repo: shortRepository(repository),
      user: userBody(repository.owner),
    },
  };
}

export function checkRunBody(run: FakeCheckRun): object {
  const { app, annotations, output, ...rest } = run;
  return {
    ...rest,
    html_url: `https://github.com/school/labs/runs/${run.id}`,
    output: { ...output, annotations_count: annotations.length, annotations_url: "" },
    app: { slug: app },
  };
}

export function commentBody({ id, user, body }: FakeComment): object {
  return { id, user: userBody(user), body };
}

export function runBody(run: FakeRun): object {
  const { id, attempt, path, name, event, conclusion, sha, branch, repository, created, started } = run;
  return {
    id,
    name,
    path,
    event,
    status: "completed",
    conclusion,
    workflow_id: workflowId(run),
    run_attempt: attempt,
    run_started_at: started,
    created_at: created,
    head_sha: sha,
    head_branch: branch,
    head_repository: repository && shortRepository(repository),
    html_url: `https://github.com/school/labs/actions/runs/${id}`,
  };
}

/** A workflow is its path. */
export function workflowId({ path }: Pick<FakeRun, "path">): number {
  return Buffer.from(path).reduce((sum, byte) => (sum * 31 + byte) % 1_000_000, 7);
}
