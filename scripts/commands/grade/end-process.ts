import { writeFileSync, writeSync } from "node:fs";
import { Session } from "node:inspector";
import manifest from "#package.json" with { type: "json" };
import { terminalReport, terminalSummary } from "#reporters/formats/terminal.ts";
import type { GradedLab } from "#reporters/graded-lab.ts";
import { reportAs } from "./formats.ts";
import type { Watched } from "./watchdog.ts";

const EXIT_CODE = 2;
/** Other threads than the first have no stream of their own for it. */
const STANDARD_OUTPUT = 1;

/** Milliseconds after which the process is killed, where it cannot even be told to exit. */
const LAST_RESORT = 10_000;

/** Called on another thread than the one that is stuck in the grade of the lab at `index`: writes the report, then ends the process. */
export async function endProcess(watched: Watched, index: number): Promise<void> {
  setTimeout(() => process.kill(process.pid, "SIGKILL"), LAST_RESORT);
  const text = await reportText({ ...watched, labs: withReasons(watched.labs, index) }, index);
  if (watched.output === undefined) writeSync(STANDARD_OUTPUT, text);
  else writeFileSync(watched.output, text);
  const session = new Session();
  session.connectToMainThread();
  session.post("Runtime.evaluate", { expression: `process.reallyExit(${EXIT_CODE})` });
  session.disconnect();
}

/** Labs behind the one that is stuck were not begun. */
function withReasons(labs: readonly GradedLab[], index: number): GradedLab[] {
  const stuck = labs[index]?.verdict.lab.id ?? "";
  const error = `Not graded: the grade of ${stuck} did not end, and the process was ended with it. Grade this lab alone`;
  return labs.map((lab, position) => (position > index ? { ...lab, verdict: { ...lab.verdict, error } } : lab));
}

/** On the terminal, labs that were graded are reported already. */
async function reportText({ format, output, one, again, started, labs }: Watched, index: number): Promise<string> {
  if (format !== "terminal")
    return await reportAs(format, { labs, started, ended: Date.now(), version: manifest.version }, one);
  const begin = output === undefined ? index : 0;
  const reports = labs
    .slice(begin)
    .map((lab, position) => terminalReport(lab, { again: again[begin + position] ?? "", color: false }));
  const summary = labs.length > 1 ? [terminalSummary(labs, { color: false })] : [];
  return [...reports, ...summary].join("\n");
}
