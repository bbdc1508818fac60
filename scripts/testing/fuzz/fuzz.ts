import { validate } from "#core/generated/verdict-validator.js";
import type { GradeListener } from "#core/grade.ts";
import type { Lab } from "#core/lab/lab.ts";
import { readSubmission, type SubmittedFile } from "#core/submission/submission.ts";
import { readCorpus } from "#course/corpus.ts";
import type { Course } from "#course/course.ts";
import { labNames, openLab } from "#course/labs.ts";
import { gradeSubmission } from "#places/grade-submission.ts";
import { simulatedPlaces } from "#places/simulated.ts";
import { terminalReport } from "#reporters/formats/terminal.ts";
import { seededRandom } from "#simulator/time/seeded-random.ts";
import { mutated } from "./mutations.ts";

/** One file set of a lab, to be changed. */
export interface Original {
  lab: Lab;
  files: readonly SubmittedFile[];
}

/** What became of a changed submission. */
export interface Fuzzed {
  status: string;
  /** What must not be, if anything. */
  fault?: string;
  milliseconds: number;
}

const SILENT: GradeListener = { phase() {}, started() {}, finished() {}, observed() {}, notRestored() {} };

/** Every file set of every lab. */
export async function originals(course: Course): Promise<Original[]> {
  const labs = await Promise.all((await labNames(course)).map(async (name) => await openLab(name, course)));
  const sets = labs.map(async (lab) => (await readCorpus(lab, course)).map(({ files }) => ({ lab, files })));
  return (await Promise.all(sets)).flat();
}

/** The submission of a number: always the same one for the same originals. */
export function submissionOf(all: readonly Original[], number: number): Original {
  const random = seededRandom(number);
  // The first numbers of neighbouring seeds are alike.
  for (let drawn = 0; drawn < 5; drawn++) random();
  const { lab, files } = all[Math.floor(random() * all.length)]!;
  const chosen = Math.floor(random() * files.length);
  const texts = files.map(({ name, bytes }, index) => ({
    name,
    bytes: index === chosen ? mutated(new TextDecoder().decode(bytes ?? new Uint8Array()), random) : bytes,
  }));
  return { lab, files: texts };
}

/** Whether the files are refused for what they say, without any cluster. */
export function isRefused({ lab, files }: Original): boolean {
  return readSubmission(lab, files).issues.length > 0;
}

/** Grades a submission on a simulated cluster as the command line does, and reports it. */
export async function fuzzed({ lab, files }: Original): Promise<Fuzzed> {
  const started = performance.now();
  const places = simulatedPlaces();
  let report = "";
  const { verdict } = await gradeSubmission(
    { lab, folder: "work", files },
    {
      places,
      listener: SILENT,
      signal: new AbortController().signal,
      timed: true,
      report: async (graded) => {
        report = terminalReport(graded, { again: "npm run grade", color: false });
      },
    },
  );
  await places.close();
  const error = [verdict.error, ...verdict.checks.map((check) => check.error)].find(Boolean);
  const fault =
    (verdict.status === "error" && `error: ${error}`) ||
    (!validate(verdict) && `no verdict by its schema: ${JSON.stringify(validate.errors?.[0])}`) ||
    (report.length > 20_000 && `a report of ${report.length} characters`) ||
    /Cannot read prop.*|is not a function|Maximum call stack/.exec(report)?.[0];
  return { status: verdict.status, milliseconds: performance.now() - started, ...(fault && { fault }) };
}
