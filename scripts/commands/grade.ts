import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { grade } from "#core/grade.ts";
import type { Verdict } from "#core/generated/verdict.ts";
import { askForCluster, closePlace, type ClusterChoice, openPlace } from "#commands/open-place.ts";
import { labFolder, openLab } from "#commands/lab-folders.ts";
import { showProgress } from "#commands/progress.ts";
import { readSubmittedFiles } from "#commands/submitted-files.ts";
import { UsageError } from "#commands/usage-error.ts";
import type { SubmittedFile } from "#core/submission.ts";
import { progressWords } from "#reporters/progress-words.ts";
import { terminalReport } from "#reporters/terminal.ts";
import type { Place } from "#core/watch-sight.ts";

export interface GradeCommand {
  cluster: ClusterChoice;
  /** The folder of all labs, if not this repository's. */
  labs?: string;
  files?: string;
  format: "terminal" | "json";
  output?: string;
  fresh: boolean;
  yes: boolean;
}

/** 0 pass, 1 fail, 2 no verdict on the submission was reached. */
const EXIT_CODES: Record<Verdict["status"], number> = { pass: 0, fail: 1, blocked: 1, error: 2, unsupported: 2 };

/** Grades one lab, prints the report, then cleans up; gives the exit code. Throws the reason of `signal` after cleaning up. */
export async function gradeCommand(name: string, options: GradeCommand, signal: AbortSignal): Promise<number> {
  const lab = await openLab(name, options.labs);
  const folder = options.files ?? join(labFolder(name, options.labs), "exercise");
  const files = await readSubmittedFiles(folder);
  if (!files) throw new UsageError(`There is no folder ${folder} to grade.`);
  await askForCluster(options);
  const progress = showProgress(process.stderr);
  let place: Place | undefined;
  try {
    const verdict = await grade({
      lab,
      files,
      open: async () => (place = await openPlace(lab, { ...options, say: (text) => progress.say(text), signal })),
      now: () => performance.now(),
      signal,
      listener: progressWords((text) => progress.say(text)),
    });
    progress.stop();
    await print(report(verdict, folder, files, { name, ...options }), options.output);
    return EXIT_CODES[verdict.status];
  } finally {
    progress.stop();
    if (place) await leave(place);
  }
}

/** The report is printed by now; what cannot be cleaned up any more does not change it. */
async function leave(place: Place): Promise<void> {
  try {
    await closePlace(place);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    process.stderr.write(`The namespace ${place.namespace} could not be deleted: ${cause}\n`);
  }
}

function report(
  verdict: Verdict,
  folder: string,
  files: readonly SubmittedFile[],
  options: GradeCommand & { name: string },
): string {
  if (options.format === "json") return `${JSON.stringify(verdict, null, 2)}\n`;
  const sources = new Map(files.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes ?? new Uint8Array())]));
  const color = options.output === undefined && process.stdout.isTTY && process.stdout.hasColors();
  return terminalReport(verdict, { folder: folder.replaceAll("\\", "/"), again: again(options), sources, color });
}

function again({ name, labs, files, cluster }: GradeCommand & { name: string }): string {
  const words = ["npm run grade --", name];
  if (labs !== undefined) words.push("--labs", labs);
  if (files !== undefined) words.push("--files", files);
  if (cluster !== "simulated") words.push("--cluster", cluster);
  return words.join(" ");
}

async function print(text: string, output: string | undefined): Promise<void> {
  if (output === undefined) return new Promise((resolve) => process.stdout.write(text, () => resolve()));
  await writeFile(output, text).catch((error: Error) => {
    throw new UsageError(`The report could not be written: ${error.message}`);
  });
}
