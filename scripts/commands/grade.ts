import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { grade } from "#core/grade.ts";
import type { Verdict } from "#core/generated/verdict.ts";
import { closePlace, type ClusterChoice, openPlace } from "#commands/open-place.ts";
import { labFolder, openLab, readSubmittedFiles } from "#commands/lab-folders.ts";
import { showProgress } from "#commands/progress.ts";
import { terminalReport } from "#reporters/terminal.ts";
import type { Place } from "#core/watch-sight.ts";

export interface GradeCommand {
  cluster: ClusterChoice;
  files?: string;
  format: "terminal" | "json";
  output?: string;
  fresh: boolean;
  yes: boolean;
}

/** 0 pass, 1 fail, 2 no verdict on the submission was reached. */
export const EXIT_CODES: Record<Verdict["status"], number> = { pass: 0, fail: 1, blocked: 1, error: 2, unsupported: 2 };

/** Grades one lab, prints the report, then cleans up; gives the exit code. Throws the reason of `signal` after cleaning up. */
export async function gradeCommand(name: string, options: GradeCommand, signal: AbortSignal): Promise<number> {
  const lab = await openLab(name);
  const folder = options.files ?? join(labFolder(name), "exercise");
  const files = await readSubmittedFiles(folder);
  const progress = showProgress(process.stderr);
  let place: Place | undefined;
  try {
    const verdict = await grade({
      lab,
      files,
      open: async () => (place = await openPlace(lab, { ...options, say: (text) => progress.say(text), signal })),
      now: () => performance.now(),
      signal,
      listener: {
        phase: (phase) => progress.say(PHASES[phase]),
        started: (check) => progress.say(`Checking: ${check.title}`),
        finished: () => undefined, // The report says it in a moment.
        observed: ({ object, reason }) => progress.say(`Seen on ${object}: ${reason}`),
      },
    });
    progress.stop();
    await print(report(verdict, folder, files, options), options.output);
    return EXIT_CODES[verdict.status];
  } finally {
    progress.stop();
    if (place) await closePlace(place);
  }
}

const PHASES = { cluster: "Opening the cluster", apply: "Applying the manifests", checks: "Running the checks" };

function report(
  verdict: Verdict,
  folder: string,
  files: { name: string; bytes: Uint8Array }[],
  options: GradeCommand,
): string {
  if (options.format === "json") return `${JSON.stringify(verdict, null, 2)}\n`;
  const sources = new Map(files.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)]));
  const color = options.output === undefined && process.stdout.isTTY && process.stdout.hasColors();
  return terminalReport(verdict, { folder: folder.replaceAll("\\", "/"), sources, color });
}

async function print(text: string, output: string | undefined): Promise<void> {
  if (output !== undefined) await writeFile(output, text);
  else await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
}
