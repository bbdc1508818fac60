import type { HttpResponse } from "#core/cluster.ts";
import type { Place } from "#core/context.ts";
import type { HangAct } from "#core/generated/lab.ts";
import type { Mismatch } from "#core/generated/verdict.ts";
import { oldest } from "./oldest.ts";

const TIMEOUT_MILLISECONDS = 2000;

/**
 * Lets the programs of the oldest Pods of a selection hang, whichever container they are in; a mismatch for a Pod that
 * does not answer before, or answers all the same.
 */
export async function hang(
  place: Place,
  { pods, count, port }: HangAct,
  signal: AbortSignal,
): Promise<Mismatch | undefined> {
  const { cluster } = place;
  const { found, missing } = await oldest(place, pods, count);
  for (const { metadata } of found) {
    const { name: pod, namespace = place.namespace } = metadata;
    const ask = async () => {
      const request = { namespace, to: { pod }, port, path: "/", times: 1, timeoutMilliseconds: TIMEOUT_MILLISECONDS };
      return (await cluster.request(request, signal))[0];
    };
    const mismatch = (expected: string, answer: HttpResponse | undefined): Mismatch => ({
      object: `Pod/${pod}`,
      path: "",
      expected,
      actual: answer?.status === undefined ? (answer?.error ?? "no answer") : `status ${answer.status}`,
    });
    const before = await ask();
    if (before?.status === undefined) return mismatch(`an answer on port ${port} before its program hangs`, before);
    const container = await cluster.listener({ namespace, pod }, port);
    if (container === undefined)
      throw new Error(`no container of Pod/${pod} could be found that listens on port ${port}`);
    await cluster.freeze({ namespace, pod, container });
    const after = await ask();
    if (after?.status !== undefined)
      return mismatch(`no answer on port ${port} after the processes of container ${container} were stopped`, after);
  }
  return missing;
}
