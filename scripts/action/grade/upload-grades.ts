import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DefaultArtifactClient } from "@actions/artifact";
import { GRADES_ARTIFACT, GRADES_FILE } from "#action/artifact.ts";
import { boundedVerdict } from "#action/bounded-verdict.ts";
import type { Verdict } from "#core/generated/verdict.ts";

/** Uploads the verdicts as the one file of this run's artifact. Rejects where GitHub does not take it. */
export async function uploadGrades(verdicts: readonly Verdict[]): Promise<void> {
  const folder = await mkdtemp(join(process.env["RUNNER_TEMP"] ?? tmpdir(), "checkride-"));
  try {
    const file = join(folder, GRADES_FILE);
    await writeFile(file, `${JSON.stringify({ version: 1, verdicts: verdicts.map(boundedVerdict) })}\n`);
    await new DefaultArtifactClient().uploadArtifact(GRADES_ARTIFACT, [file], folder, { compressionLevel: 6 });
  } finally {
    await rm(folder, { recursive: true });
  }
}
