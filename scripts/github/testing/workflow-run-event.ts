import { repositoryBody, runBody, workflowId } from "./bodies.ts";
import { completeEvent } from "./contract.ts";
import type { FakeRun, FakeState } from "./state.ts";

/** The payload with which GitHub tells that a run is completed. */
export function workflowRunEvent(state: FakeState, run: FakeRun): object {
  const event = completeEvent({
    action: "completed",
    workflow: { id: workflowId(run), path: run.path, name: run.name },
    workflow_run: { ...runBody({ ...run, repository: run.repository ?? state.repository }), pull_requests: [] },
    repository: repositoryBody(state),
  }) as { workflow_run: object };
  // GitHub's description does not know that a fork can be deleted.
  if (!run.repository) Object.assign(event.workflow_run, { head_repository: null });
  return event;
}
