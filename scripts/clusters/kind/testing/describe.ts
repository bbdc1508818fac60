import { describe, inject, it } from "vitest";
import { kindMachines } from "#clusters/kind/machines.ts";
import { requireTools } from "#clusters/kind/tools.ts";
import { openKubernetesCluster } from "#clusters/kubernetes/cluster.ts";
import type { Cluster } from "#core/cluster.ts";

/**
 * Describes tests that need something that a machine may lack. Where it is missing they fail if `CI=true`, so that
 * nothing is green that was not run, and are skipped otherwise, so that `npm run test:kind` says on a laptop what is
 * missing.
 */
function describeUnless(missing: string | undefined, name: string, body: () => void): void {
  if (missing === undefined) {
    describe(name, body);
  } else if (process.env["CI"] === "true") {
    describe(name, () => {
      it("has what it needs", () => {
        throw new Error(missing);
      });
    });
  } else {
    describe.skipIf(true)(`${name}: ${missing}`, body);
  }
}

/** Describes tests that make their own kind clusters. */
export async function describeWithKind(name: string, body: () => void): Promise<void> {
  const missing = await requireTools().then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  describeUnless(missing, name, body);
}

/** Describes tests that need any real cluster with two workers; `kubeconfig` leads to it. */
export function describeWithKubeconfig(name: string, body: (kubeconfig: string) => void): void {
  const cluster = inject("testCluster");
  const missing = "missing" in cluster ? cluster.missing : undefined;
  describeUnless(missing, name, () => body("kubeconfig" in cluster ? cluster.kubeconfig : ""));
}

/** The same, and opens the cluster. */
export function describeWithKubernetes(name: string, body: (open: () => Promise<Cluster>) => void): void {
  describeWithKubeconfig(name, (kubeconfig) =>
    body(() => openKubernetesCluster({ kubeconfig, machines: kindMachines })),
  );
}
