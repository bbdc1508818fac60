import spawn, { SubprocessError } from "nano-spawn";
import { KindError } from "./kind-error.ts";

/** A Docker daemon that is about to start answers late. */
const answerMilliseconds = 20_000;

/** Rejects with {@link KindError} unless `kind` and `docker` are installed and Docker answers. */
export async function requireTools(signal?: AbortSignal): Promise<void> {
  await spawn("kind", ["version"], { signal }).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw new KindError(kindMessage(error), { cause: error });
  });
  await spawn("docker", ["info", "--format", "{{.ServerVersion}}"], { signal, timeout: answerMilliseconds }).catch(
    (error: unknown) => {
      signal?.throwIfAborted();
      throw dockerError(error);
    },
  );
}

function kindMessage(error: unknown): string {
  return isMissing(error)
    ? "kind is not installed: no program of that name is on PATH. " +
        "Next: install it as https://kind.sigs.k8s.io/docs/user/quick-start/#installation says, or grade on the simulated cluster."
    : `kind does not run: ${outputOf(error)}. Next: try \`kind version\`.`;
}

/** Tells apart why Docker does not answer. */
function dockerError(error: unknown): KindError {
  if (isMissing(error)) {
    return new KindError(
      "Docker is not installed: no program `docker` is on PATH. " +
        "Next: install it as https://docs.docker.com/get-started/get-docker/ says, or grade on the simulated cluster.",
      { cause: error },
    );
  }
  const output = outputOf(error);
  if (/permission denied/i.test(output)) {
    return new KindError(
      `Docker runs, but you may not use it: ${output}. ` +
        "Next: add yourself to the group `docker` (`sudo usermod -aG docker $USER`), log in again, and try `docker info`.",
      { cause: error },
    );
  }
  return new KindError(
    `Docker is installed but does not answer: ${output}. ` +
      "Next: start Docker Desktop, or on Linux `sudo systemctl start docker`, and try `docker info`.",
    { cause: error },
  );
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof Error && error.cause instanceof Error && "code" in error.cause && error.cause.code === "ENOENT"
  );
}

/** The last line that a program wrote before it failed, without the mark at its end. */
export function outputOf(error: unknown): string {
  if (!(error instanceof SubprocessError)) return String(error);
  const last = error.output.trim().split("\n").at(-1) || error.message;
  return last.replace(/[.?!]$/, "");
}
