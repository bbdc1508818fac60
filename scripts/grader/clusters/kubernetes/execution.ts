import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { Exec } from "@kubernetes/client-node";
import type { KubeConfig } from "@kubernetes/client-node";

export interface Execution {
  namespace: string;
  pod: string;
  container: string;
  /** The program and its arguments; no shell is between. */
  command: string[];
  signal: AbortSignal;
}

/** Runs a command in a container; rejects where it cannot start, fails, or loses its connection, or with the signal's reason. */
export async function execute(
  config: KubeConfig,
  { namespace, pod, container, command, signal }: Execution,
): Promise<{ stdout: string; stderr: string }> {
  signal.throwIfAborted();
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const written = Promise.all([text(stdout), text(stderr)]);
  const ended = Promise.withResolvers<void>();
  const opening = new Exec(config).exec(namespace, pod, container, command, stdout, stderr, null, false, (status) =>
    status.status === "Success"
      ? ended.resolve()
      : ended.reject(new Error(`The command failed: ${status.message ?? ""}`)),
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
  await ended.promise.finally(() => signal.removeEventListener("abort", abort));
  const [out, err] = await written;
  return { stdout: out, stderr: err };
}

function eventMessage(event: unknown): string {
  return event instanceof Object && "message" in event ? String(event.message) : String(event);
}
