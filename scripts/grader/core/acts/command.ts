import type { Place } from "#core/context.ts";
import type { ExecAct } from "#core/generated/lab.ts";
import type { Mismatch } from "#core/generated/verdict.ts";
import { oldest } from "./oldest.ts";

/** Runs a command once in each of the oldest Pods of a selection; a mismatch where it does not end with 0. */
export async function runOnce(
  place: Place,
  { pods, count, container, command }: ExecAct,
  signal: AbortSignal,
): Promise<Mismatch | undefined> {
  const { found, missing } = await oldest(place, pods, count);
  for (const { metadata } of found) {
    const { name: pod, namespace = place.namespace } = metadata;
    const { exitCode, stdout, stderr } = await place.cluster.exec({ namespace, pod, container }, command, signal);
    if (exitCode === 0) continue;
    const said = (stderr || stdout).trim();
    return {
      object: `Pod/${pod}`,
      path: command.join(" "),
      expected: "exit code 0",
      actual: `exit code ${exitCode}${said && `: ${said}`}`,
    };
  }
  return missing;
}
