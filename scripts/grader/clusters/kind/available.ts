import { describe, it } from "vitest";
import type { Cluster } from "#core/cluster.ts";
import { ensureKindCluster } from "#clusters/kind/kind-cluster.ts";
import { requireTools } from "#clusters/kind/tools.ts";
import { openKubernetesCluster } from "#clusters/kubernetes/cluster.ts";

/**
 * Describes tests that need kind. Where kind or Docker is missing they fail if `CI=true`, so that nothing is green that
 * was not run, and are skipped otherwise, so that `npm run test:kind` says on a laptop what is missing.
 */
export async function describeWithKind(name: string, body: () => void): Promise<void> {
  const missing = await requireTools().then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
  );
  if (missing === undefined) {
    describe(name, body);
  } else if (process.env["CI"] === "true") {
    describe(name, () => {
      it("has kind and Docker", () => {
        throw missing;
      });
    });
  } else {
    describe.skipIf(true)(`${name}: ${missing.message}`, body);
  }
}

/**
 * Describes tests that need any real cluster with two workers: the current one where `KUBECONFIG` names one, or else the
 * kind cluster `checkride`, by the rule of {@link describeWithKind}.
 */
export async function describeWithKubernetes(
  name: string,
  body: (open: () => Promise<Cluster>) => void,
): Promise<void> {
  if (process.env["KUBECONFIG"]) {
    describe(name, () => body(async () => await openKubernetesCluster()));
    return;
  }
  await describeWithKind(name, () =>
    body(async () => {
      const { kubeconfig } = await ensureKindCluster({
        name: "checkride",
        workers: 2,
        onProgress: () => undefined,
        signal: AbortSignal.timeout(280_000),
      });
      return await openKubernetesCluster({ kubeconfig });
    }),
  );
}
