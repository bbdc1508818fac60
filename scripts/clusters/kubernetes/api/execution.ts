import { PassThrough } from "node:stream";
import type { V1Status } from "@kubernetes/client-node";
import { Exec } from "@kubernetes/client-node/dist/exec.js";
import type { ExecResult } from "#core/cluster.ts";
import type { KubeConfig } from "./client.ts";

export interface Execution {
  namespace: string;
  pod: string;
  container: string;
  /** The program and its arguments; no shell is between. */
  command: readonly string[];
  /** So much is kept of what it writes to each of its outputs, in bytes. */
  outputBytes: number;
  signal: AbortSignal;
}

/** Runs a command in a container; rejects where it cannot start or loses its connection, or with the signal's reason. */
export async function execute(config: KubeConfig, execution: Execution): Promise<ExecResult> {
  const { namespace, pod, container, command, outputBytes, signal } = execution;
  signal.throwIfAborted();
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const written = Promise.all([beginning(stdout, outputBytes), beginning(stderr, outputBytes)]);
  const ended = Promise.withResolvers<V1Status>();
  const opening = new Exec(config).exec(
    namespace,
    pod,
    container,
    [...command],
    stdout,
    stderr,
    null,
    false,
    (status) => ended.resolve(status),
  );
  opening.then(
    (socket) =>
      socket.addEventListener("close", () =>
        ended.reject(new Error("The connection closed before the command had ended.")),
      ),
    // The WebSocket library rejects with its event, which is no Error.
    (event: unknown) => ended.reject(new Error(`No command can run in ${namespace}/${pod}: ${eventMessage(event)}`)),
  );
  const abort = (): void => {
    ended.reject(signal.reason);
    opening.then(
      (socket) => socket.close(),
      () => undefined,
    );
  };
  signal.addEventListener("abort", abort, { once: true });
  const status = await ended.promise.finally(() => signal.removeEventListener("abort", abort));
  const [out, err] = await written;
  return outcome(status, out, err);
}

/** What a command wrote and how it ended, from the last message of the API. */
function outcome(status: V1Status, stdout: string, stderr: string): ExecResult {
  if (status.status === "Success") return { exitCode: 0, stdout, stderr };
  const exitCode = status.details?.causes?.find(({ reason }) => reason === "ExitCode")?.message;
  if (exitCode !== undefined) return { exitCode: Number(exitCode), stdout, stderr };
  const message = status.message ?? "";
  // The container has no such program: what a shell answers to that.
  if (/executable file not found|no such file or directory/.test(message))
    return { exitCode: 127, stdout, stderr: message };
  throw new Error(`The command failed: ${message}`);
}

async function beginning(stream: AsyncIterable<Buffer>, bytes: number): Promise<string> {
  const kept: Buffer[] = [];
  let left = bytes;
  for await (const chunk of stream) {
    if (left > 0) kept.push(chunk.subarray(0, left));
    left -= chunk.length;
  }
  return Buffer.concat(kept).toString("utf8");
}

function eventMessage(event: unknown): string {
  return event instanceof Object && "message" in event ? String(event.message) : String(event);
}
