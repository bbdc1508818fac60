import { type CappedBytes, cappedBytes } from "./capped-bytes.ts";
import type { GitHub, Repository } from "./github.ts";

/** The beginning of a file by its blob's SHA, as git stores it. */
export async function readBlob(github: GitHub, repository: Repository, sha: string, max: number): Promise<CappedBytes> {
  const { data } = await github.request("GET /repos/{owner}/{repo}/git/blobs/{file_sha}", {
    ...repository,
    file_sha: sha,
    headers: { accept: "application/vnd.github.raw+json" },
    request: { parseSuccessResponseBody: false },
  });
  return await cappedBytes(data as unknown as AsyncIterable<Uint8Array>, max);
}

/**
 * The beginning of an artifact's zip. GitHub answers with an address at its storage, which is asked without our token. Throws where the
 * storage does not give it.
 */
export async function readArtifact(
  github: GitHub,
  repository: Repository,
  id: number,
  max: number,
): Promise<CappedBytes> {
  const { headers } = await github.request(
    "GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}",
    { ...repository, artifact_id: id, archive_format: "zip", request: { redirect: "manual" } },
  );
  const { status, body } = await fetch(String(headers.location), { signal: AbortSignal.timeout(30_000) });
  if (status !== 200 || !body)
    throw new Error(`GitHub's storage did not give the artifact ${id}: status ${status}.\nNext: run this job again.`);
  return await cappedBytes(body, max);
}
