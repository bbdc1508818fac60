import { delimiter, join } from "node:path";
import spawn from "nano-spawn";

/** The release of kind whose node images are graded on; https://github.com/kubernetes-sigs/kind/releases. */
const KIND = "0.33.0";

/**
 * Sees to it that `kind` is recent enough: runners come with what was new when they were made. Go builds the missing one and holds it to
 * the public checksum database. Rejects where that fails.
 */
export async function provideKind(say: (text: string) => void, signal: AbortSignal): Promise<void> {
  const installed = await spawn("kind", ["version", "--quiet"], { signal }).then(
    ({ stdout }) => stdout.trim(),
    () => "none",
  );
  signal.throwIfAborted();
  if (isEnough(installed)) return;
  say(`Building kind ${KIND} (here: ${installed})`);
  const folder = join(process.env["RUNNER_TEMP"] ?? process.cwd(), "kind");
  await spawn("go", ["install", `sigs.k8s.io/kind@v${KIND}`], { signal, env: { GOBIN: folder } });
  process.env["PATH"] = folder + delimiter + (process.env["PATH"] ?? "");
}

/** Whether a version such as `0.33.1` is {@link KIND} or a later one. */
export function isEnough(version: string): boolean {
  return version !== "none" && version.localeCompare(KIND, "en", { numeric: true }) >= 0;
}
