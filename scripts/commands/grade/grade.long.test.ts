import { execFile, spawn } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ensureKindCluster } from "#clusters/kind/kind-cluster.ts";
import { describeWithKind } from "#clusters/kind/testing/describe.ts";
import type { Verdict } from "#core/generated/verdict.ts";

const run = promisify(execFile);
const NAME = "checkride-dies";

await describeWithKind("a cluster that dies in the middle of a grade", () => {
  let kubeconfig = "";
  beforeAll(async () => {
    const made = await ensureKindCluster({
      name: NAME,
      workers: 0,
      onProgress: () => undefined,
      signal: new AbortController().signal,
    });
    kubeconfig = made.kubeconfig;
  });
  afterAll(() => run("kind", ["delete", "cluster", "--name", NAME]));

  it("is an error of ours with its cause, and no points are lost to it", async () => {
    const grading = gradeSolution({ KUBECONFIG: resolve(kubeconfig) }, "Checking: They stay Ready", () =>
      run("docker", ["kill", `${NAME}-control-plane`]),
    );
    const { exitCode, stdout, stderr } = await grading;
    const verdict = JSON.parse(stdout) as Verdict;

    expect(exitCode).toBe(2);
    expect(verdict.status).toBe("error");
    expect(verdict.checks.map(({ id, status }) => [id, status])).toEqual([
      ["three-pods-ready", "pass"],
      ["stays-ready", "error"],
      ["serves-http", expect.stringMatching(/^(pass|error)$/)],
      ["lost-pod-is-replaced", "blocked"],
      ["serves-after-loss", "blocked"],
    ]);
    expect(verdict.checks.find(({ id }) => id === "stays-ready")?.error).toMatch(
      /ECONNREFUSED|connect|did not answer|socket/i,
    );
    expect(stderr).toContain("could not be deleted");
  });
});

/** Runs `checkride grade` on the current cluster and calls `act` when `progress` is told. */
async function gradeSolution(
  env: Record<string, string>,
  progress: string,
  act: () => Promise<unknown>,
): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  const args = [
    "scripts/cli.js",
    "grade",
    "self-healing",
    "--files",
    "labs/self-healing/solution",
    "--cluster",
    "current",
    "--yes",
    "--format",
    "json",
  ];
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env } });
  let stdout = "";
  let stderr = "";
  let acted: Promise<unknown> | undefined;
  child.stdout.on("data", (data: Buffer) => (stdout += data.toString()));
  child.stderr.on("data", (data: Buffer) => {
    stderr += data.toString();
    if (stderr.includes(progress)) acted ??= act();
  });
  const exitCode = await new Promise<number | null>((done, failed) => {
    child.on("error", failed);
    child.on("close", done);
  });
  await acted;
  return { exitCode, stdout, stderr };
}
