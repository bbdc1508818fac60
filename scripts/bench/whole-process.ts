import { spawn } from "node:child_process";
import { median } from "./median.ts";
import { TELL_USAGE, toldUsage } from "./usage.ts";

export interface ProcessFigures {
  medianMilliseconds: number;
  worstMilliseconds: number;
  medianMebibytes: number;
}

/** Starts Node with these arguments `samples` times, after one warm-up, from start to exit. Rejects if it exits otherwise than with 0. */
export async function benchProcess(args: readonly string[], samples: number): Promise<ProcessFigures> {
  const runs: { milliseconds: number; mebibytes: number }[] = [];
  await runOnce(args);
  while (runs.length < samples) runs.push(await runOnce(args));
  const times = runs.map(({ milliseconds }) => milliseconds);
  return {
    medianMilliseconds: median(times),
    worstMilliseconds: Math.max(...times),
    medianMebibytes: median(runs.map(({ mebibytes }) => mebibytes)),
  };
}

async function runOnce(args: readonly string[]): Promise<{ milliseconds: number; mebibytes: number }> {
  const started = performance.now();
  const child = spawn(process.execPath, [TELL_USAGE, ...args], { stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr.on("data", (data: Buffer) => (stderr += data.toString()));
  const exitCode = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  const milliseconds = performance.now() - started;
  if (exitCode !== 0) throw new Error(`node ${args.join(" ")} ended with ${String(exitCode)}:\n${stderr}`);
  return { milliseconds, mebibytes: toldUsage(stderr).mebibytes };
}
