import { endGroup, getInput, notice, setFailed, setOutput, startGroup } from "@actions/core";
import { log } from "#action/log.ts";
import type { Verdict } from "#core/generated/verdict.ts";
import { overallStatus } from "#core/verdict.ts";
import { graderDigest, OWN_FOLDER } from "#github/grader-digest.ts";
import { terminalReport } from "#reporters/formats/terminal.ts";
import { totalWords } from "#reporters/words/verdict.ts";
import { changedLabs } from "./changed-labs.ts";
import { gradeAll } from "./grade-all.ts";
import { summarize } from "./summarize.ts";
import { uploadGrades } from "./upload-grades.ts";

/**
 * Grades the labs that the submission changes, tells the learner in the job's log and its summary, and uploads the verdicts
 * for the report, which puts them on their lines. The step fails unless all labs pass. Rejects with the reason of `signal` after cleaning up.
 */
export async function gradePullRequest(signal: AbortSignal): Promise<void> {
  const [trusted, submitted] = ["trusted", "submission"].map((name) => getInput(name, { required: true }));
  const submissions = await changedLabs(trusted!, submitted!);
  if (submissions.length === 0) {
    notice("No exercise of a lab was changed, so there is nothing to grade.");
    return;
  }
  log(`Labs to grade: ${submissions.map(({ lab }) => lab.id).join(", ")}`);
  const labs = await gradeAll(submissions, signal);
  const grader = { digest: await graderDigest(OWN_FOLDER) };
  const verdicts = labs.map(({ verdict }) => ({ ...verdict, grader }));
  for (const lab of labs) {
    startGroup(`${lab.verdict.lab.id}: ${totalWords(lab.verdict)}`);
    log(terminalReport(lab, { color: false }));
    endGroup();
  }
  await summarize(labs);
  await uploadGrades(verdicts);
  const status = overallStatus(verdicts);
  const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);
  setOutput("status", status);
  setOutput("points", sum(verdicts.map(({ points }) => points)));
  setOutput("of", sum(verdicts.map(({ of }) => of)));
  if (status !== "pass") setFailed(failure(verdicts));
}

/** Says first what is not the learner's doing. */
function failure(verdicts: readonly Verdict[]): string {
  const lines = verdicts.filter(({ status }) => status !== "pass").map((one) => `${one.lab.id}: ${totalWords(one)}`);
  const undecided = verdicts.some(({ status }) => status === "error");
  return [...(undecided ? ["The grade itself failed, which costs no points. Run the job again."] : []), ...lines].join(
    "\n",
  );
}
