import { found, type Handler, NOT_FOUND } from "./answer.ts";
import { runBody, shortRepository } from "./bodies.ts";
import type { Endpoint } from "./endpoints.ts";

/** Workflow runs and what they uploaded. */
export const actionsHandlers: Partial<Record<Endpoint, Handler>> = {
  "GET /repos/{owner}/{repo}/actions/runs/{run_id}": ({ state, params }) => {
    const run = state.runs.find(({ id }) => id === Number(params["run_id"]));
    return run ? found({ ...runBody(run), repository: shortRepository(state.repository) }) : NOT_FOUND;
  },
  "GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts": ({ state, params, query }) => ({
    items: state.artifacts
      .filter(({ run, name }) => run === Number(params["run_id"]) && (query["name"] ?? name) === name)
      .map(({ id, run, name, zip, size, created, expired }) => ({
        id,
        name,
        size_in_bytes: size ?? zip.length,
        expired,
        created_at: created,
        workflow_run: { id: run },
      })),
    under: "artifacts",
  }),
  "GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}": ({ state, params, storage }) => {
    const artifact = state.artifacts.find(({ id }) => id === Number(params["artifact_id"]));
    if (artifact?.expired) return { status: 410, body: { message: "Artifact has expired", documentation_url: "" } };
    return artifact ? { location: `${storage}/artifacts/${artifact.id}.zip` } : NOT_FOUND;
  },
};
