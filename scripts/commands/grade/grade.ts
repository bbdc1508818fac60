import { askForCluster, requireKind } from "#commands/cli/cluster-choice.ts";
import { courseHere } from "#commands/cli/course.ts";
import { print, requireOutput } from "#commands/cli/output.ts";
import { type Progress, showProgress } from "#commands/cli/progress.ts";
import { UsageError } from "#commands/cli/usage-error.ts";
import type { KubernetesVersion } from "#core/kubernetes/version.ts";
import { type OverallStatus, overallStatus } from "#core/verdict.ts";
import { labFolder, labNames, openLab } from "#course/labs.ts";
import type { LabSubmission } from "#course/submissions.ts";
import { closePlaces } from "#places/close.ts";
import { gradeSubmission } from "#places/grade-submission.ts";
import { type ClusterChoice, openPlaces } from "#places/open.ts";
import type { Places } from "#places/places.ts";
import { SIDE_BY_SIDE, sideBySide } from "#places/side-by-side.ts";
import type { GradedLab } from "#reporters/graded-lab.ts";
import { progressWords } from "#reporters/words/progress.ts";
import { type Format, requireFormat } from "./formats.ts";
import { labList } from "./lab-list.ts";
import { type Reporting, reportingOf } from "./reporting.ts";
import { readSubmissions, type GradeSelection } from "./selection.ts";
import { watchSubmission } from "./watch.ts";
import { startWatchdog, type Watchdog } from "./watchdog.ts";

export interface GradeCommand extends GradeSelection {
  cluster: ClusterChoice;
  format: Format;
  output?: string;
  /** Shows one more hint than before. */
  hint?: boolean;
  /** Grades again on each save. */
  watch?: boolean;
  /** Of the kind cluster. */
  kubernetes?: KubernetesVersion;
  /** Makes the kind cluster anew. */
  fresh?: boolean;
  /** False: the kind cluster is deleted at the end. */
  keep?: boolean;
  /** Uses the current context without asking. */
  yes?: boolean;
}

/** 0 pass, 1 fail, 2 no verdict on the submission was reached; the worst of all labs counts. */
const EXIT_CODES: Record<OverallStatus, number> = { pass: 0, fail: 1, error: 2, unsupported: 2 };

/** Grades labs, prints the reports, then cleans up; lists the labs where none was changed. Gives the exit code. Throws the reason of `signal` after cleaning up. */
export async function gradeCommand(
  names: readonly string[],
  options: GradeCommand,
  signal: AbortSignal,
): Promise<number> {
  requireFormat(options.format);
  requireKind(options);
  await requireOutput(options.output);
  const submissions = await readSubmissions(names, options);
  if (submissions.length === 0) return await listLabs(options);
  if (options.watch && submissions.length > 1) throw oneLabToWatch(submissions);
  await askForCluster(options);
  const reporting = reportingOf({
    ...options,
    count: submissions.length,
    one: names.length === 1,
    again: (lab) => again(lab, options),
  });
  const progress = showProgress(process.stderr);
  const labs = submissions.map(({ lab }) => lab);
  const places = openPlaces({ ...options, labs, say: progress.say, signal });
  const work = { places, progress, signal, reporting };
  try {
    if (options.watch)
      return await watchSubmission(submissions[0]!, { ...work, timed: options.cluster === "simulated" });
    if (options.cluster !== "simulated") return await gradeAll(submissions, work, SIDE_BY_SIDE);
    const commands = submissions.map(({ lab }) => again(lab.id, options));
    const { format, output } = options;
    const watchdog = startWatchdog(submissions, {
      format,
      ...(output !== undefined && { output }),
      one: names.length === 1,
      again: commands,
    });
    return await gradeAll(submissions, { ...work, watchdog }, 1).finally(() => watchdog.close());
  } finally {
    progress.stop();
    await closePlaces(places, options, (text) => void process.stderr.write(`${text}\n`));
  }
}

interface Work {
  places: Places;
  progress: Progress;
  reporting: Reporting;
  signal: AbortSignal;
  /** Keeps the time of each grade; a real cluster takes its time. */
  watchdog?: Watchdog;
}

async function gradeAll(submissions: readonly LabSubmission[], work: Work, atOnce: number): Promise<number> {
  const { progress, reporting } = work;
  const started = Date.now();
  const labOf = ({ lab }: LabSubmission) => lab;
  const labs = await sideBySide(submissions, labOf, atOnce, async (submission) => {
    const index = submissions.indexOf(submission);
    const report = (graded: GradedLab) => {
      work.watchdog?.graded(index, graded);
      progress.stop();
      return reporting.lab(graded);
    };
    const who = submissions.length > 1 ? `${submission.lab.id}: ` : "";
    const listener = progressWords((text) => progress.say(`${who}${text}`), progress.warn);
    work.watchdog?.started(index);
    return await gradeSubmission(submission, { ...work, timed: work.watchdog !== undefined, listener, report });
  });
  progress.stop();
  await reporting.end(labs, started);
  return EXIT_CODES[overallStatus(labs.map(({ verdict }) => verdict))];
}

/** Says which labs there are; a report that was asked for cannot be made without a grade. */
async function listLabs(options: GradeCommand): Promise<number> {
  const course = courseHere(options.labs);
  const names = await labNames(course);
  if (options.format !== "terminal" || options.output !== undefined)
    throw new UsageError(
      "No exercise has been changed, so there is nothing to report. Next: name a lab to grade it as it is.\n" +
        `Labs: ${names.join(", ")}`,
    );
  const labs = await Promise.all(names.map(async (name) => await openLab(name, course)));
  const next = (lab: string) => `edit the files in ${labFolder(lab, course)}/exercise, then ${again(lab, options)}`;
  await print(labList(labs, next));
  return 0;
}

function oneLabToWatch(submissions: readonly LabSubmission[]): UsageError {
  const names = submissions.map(({ lab }) => lab.id).join(", ");
  return new UsageError(`--watch is about one lab, and these would be graded: ${names}. Next: name one of them.`);
}

/** What the learner types to grade the same files on the same cluster again. */
function again(lab: string, { labs, files, check, cluster, kubernetes }: GradeCommand): string {
  const words = ["npm run grade --", lab];
  if (labs !== undefined) words.push("--labs", labs);
  if (files !== undefined) words.push("--files", files);
  if (check !== undefined) words.push("--check", check);
  if (cluster !== "simulated") words.push("--cluster", cluster);
  if (kubernetes !== undefined) words.push("--kubernetes", kubernetes);
  return words.join(" ");
}
