import { spawn } from "node:child_process";
import { median } from "./median.ts";
import { TELL_USAGE, toldUsage } from "./usage.ts";

const LABS = "scripts/bench/labs";

export interface TaskFigures {
  /** Milliseconds from the start of the process until the verdict is there to be read, the median. */
  ours: number;
  kubectl: number;
  cpuMilliseconds: number;
  mebibytes: number;
}

/** The same task by Checkride and by a script of kubectl, in turn, on the current cluster. */
export async function benchTask(samples: number): Promise<TaskFigures> {
  const args = ["scripts/cli.js", "grade", "replace-a-pod", "--labs", LABS, "--cluster", "current", "--yes"];
  const checkride = () => untilSaid(process.execPath, [TELL_USAGE, ...args], /pass: \d+ of/);
  const kubectl = () => untilSaid("bash", [`${LABS}/replace-a-pod/kubectl.sh`], /verdict/);
  await checkride();
  const runs: { ours: Said; kubectl: Said }[] = [];
  while (runs.length < samples) runs.push({ ours: await checkride(), kubectl: await kubectl() });
  const usages = runs.map(({ ours }) => toldUsage(ours.output));
  return {
    ours: median(runs.map(({ ours }) => ours.milliseconds)),
    kubectl: median(runs.map((run) => run.kubectl.milliseconds)),
    cpuMilliseconds: median(usages.map(({ cpuMilliseconds }) => cpuMilliseconds)),
    mebibytes: median(usages.map(({ mebibytes }) => mebibytes)),
  };
}

/** Milliseconds until a learner reads a cause, while the grade of these files of a lab goes on. */
export async function benchCause(lab: string, files: string, cause: RegExp): Promise<number> {
  const args = ["scripts/cli.js", "grade", lab, "--files", files, "--cluster", "current", "--yes"];
  return (await untilSaid(process.execPath, args, cause)).milliseconds;
}

interface Said {
  milliseconds: number;
  output: string;
}

/** Runs a program to its end and tells when it first said something like this, on either stream. Rejects if it never did. */
async function untilSaid(program: string, args: readonly string[], wanted: RegExp): Promise<Said> {
  const started = performance.now();
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let said: number | undefined;
  const hear = (data: Buffer): void => {
    output += data.toString();
    if (wanted.test(output)) said ??= performance.now() - started;
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (said === undefined) throw new Error(`${program} ${args.join(" ")} never said ${String(wanted)}:\n${output}`);
  return { milliseconds: said, output };
}
