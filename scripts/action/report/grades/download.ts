import { GRADES_ARTIFACT } from "#action/artifact.ts";
import type { GradeRun, Home } from "#action/report/grade-run.ts";
import { type Refused, refused } from "#action/report/refused.ts";
import { readArtifact } from "#github/download.ts";
import type { GitHub } from "#github/github.ts";
import { readGradesArchive } from "./archive.ts";

/** Verdicts on all labs have a few KiB; no more is read of the zip, nor of the file in it. */
export const MAX_GRADES_BYTES = 256 * 1024;

/** The bytes of the verdicts that this attempt of the run uploaded. */
export async function downloadGrades(
  github: GitHub,
  home: Home,
  run: GradeRun,
): Promise<{ grades: Uint8Array } | Refused> {
  const { owner, repo } = home;
  const artifacts = await github.paginate(github.rest.actions.listWorkflowRunArtifacts, {
    owner,
    repo,
    run_id: run.id,
    name: GRADES_ARTIFACT,
    per_page: 100,
  });
  // An attempt's artifacts are those that are younger than its beginning: they carry no number of it.
  const [newest] = artifacts
    .filter(({ name, expired }) => name === GRADES_ARTIFACT && !expired)
    .filter(({ created_at }) => Date.parse(created_at ?? "") >= Date.parse(run.started))
    .sort((one, other) => other.id - one.id);
  if (!newest) return refused(run.conclusion === "cancelled" ? "run-cancelled" : "no-grades");
  if (newest.size_in_bytes > MAX_GRADES_BYTES) return refused("grades-unreadable", "the archive is too large");
  const { bytes, more } = await readArtifact(github, { owner, repo }, newest.id, MAX_GRADES_BYTES);
  if (more) return refused("grades-unreadable", "the archive is too large");
  return await readGradesArchive(bytes, MAX_GRADES_BYTES);
}
