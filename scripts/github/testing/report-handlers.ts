import { type Call, found, type Handler, NOT_FOUND, unprocessable } from "./answer.ts";
import { checkRunBody, commentBody } from "./bodies.ts";
import type { Endpoint } from "./endpoints.ts";
import { BOT, type FakeAnnotation, type FakeCheckRun } from "./state.ts";

/** GitHub takes no longer comments. */
const MAX_COMMENT = 65_536;

interface CheckBody extends Partial<Omit<FakeCheckRun, "output">> {
  output?: Partial<FakeCheckRun["output"]> & { annotations?: FakeAnnotation[] };
}

/** What a report writes, and what it reads of that. */
export const reportHandlers: Partial<Record<Endpoint, Handler>> = {
  "GET /repos/{owner}/{repo}/commits/{ref}/check-runs": ({ state, params, query }) => {
    const { check_name: name, filter = "latest" } = query;
    const runs = state.checkRuns
      .filter((run) => run.head_sha === params["ref"] && (name === undefined || run.name === name))
      .sort((one, other) => other.id - one.id);
    const shown = runs.filter(
      (run, index) => filter === "all" || runs.findIndex((one) => one.name === run.name) === index,
    );
    return { items: shown.map(checkRunBody), under: "check_runs" };
  },
  "POST /repos/{owner}/{repo}/check-runs": ({ state, body }) => {
    const { name = "", head_sha = "", output, ...more } = body as CheckBody;
    if (!state.git.commit(head_sha)) return unprocessable(`No commit found for SHA: ${head_sha}`);
    const run: FakeCheckRun = {
      external_id: "",
      status: "queued",
      conclusion: null,
      details_url: null,
      completed_at: null,
      ...more,
      id: (state.next += 1),
      app: "github-actions",
      name,
      head_sha,
      ...outputOf(output),
    };
    state.checkRuns.push(run);
    return { status: 201, body: checkRunBody(run) };
  },
  "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}": ({ state, params, body }) => {
    const run = state.checkRuns.find(({ id }) => id === Number(params["check_run_id"]));
    if (!run) return NOT_FOUND;
    const { output, ...more } = body as CheckBody;
    const added = outputOf(output);
    // Annotations are added to those that there are.
    Object.assign(run, more, output && added, { annotations: [...run.annotations, ...added.annotations] });
    return found(checkRunBody(run));
  },
  "GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations": ({ state, params }) => {
    const run = state.checkRuns.find(({ id }) => id === Number(params["check_run_id"]));
    return run ? { items: run.annotations.map((annotation) => ({ start_column: null, ...annotation })) } : NOT_FOUND;
  },
  "GET /repos/{owner}/{repo}/issues/{issue_number}/comments": ({ state, params }) => ({
    items: state.comments.filter(({ pull }) => pull === Number(params["issue_number"])).map(commentBody),
  }),
  "POST /repos/{owner}/{repo}/issues/{issue_number}/comments": (call) => {
    const body = commentText(call);
    const pull = Number(call.params["issue_number"]);
    if (!call.state.pulls.some(({ number }) => number === pull)) return NOT_FOUND;
    if (body.length > MAX_COMMENT) return unprocessable("Body is too long (maximum is 65536 characters)");
    const comment = { id: (call.state.next += 1), pull, user: BOT, body };
    call.state.comments.push(comment);
    return { status: 201, body: commentBody(comment) };
  },
  "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}": (call) => {
    const comment = call.state.comments.find(({ id }) => id === Number(call.params["comment_id"]));
    if (!comment) return NOT_FOUND;
    comment.body = commentText(call);
    return found(commentBody(comment));
  },
};

function commentText({ body }: Call): string {
  return (body as { body: string }).body;
}

function outputOf(output: CheckBody["output"]): Pick<FakeCheckRun, "output" | "annotations"> {
  const { title = null, summary = null, text = null, annotations = [] } = output ?? {};
  return { output: { title, summary, text }, annotations };
}
