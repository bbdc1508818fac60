import type { TestProject } from "vitest/node";
import { deleteKindCluster, ensureKindCluster, lockKindCluster } from "#clusters/kind/kind-cluster.ts";
import { requireTools } from "#clusters/kind/tools.ts";
import {
  isKubernetesVersion,
  KUBERNETES_VERSION,
  KUBERNETES_VERSIONS,
  type KubernetesVersion,
} from "#core/kubernetes/version.ts";

/** The cluster for the tests that need any real one with two workers: how to reach it, or why there is none. */
export type TestCluster = { kubeconfig: string } | { missing: string };

declare module "vitest" {
  export interface ProvidedContext {
    testCluster: TestCluster;
  }
}

/** Runs once before all tests of a project: two files that make the same cluster at the same time would fail each other. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const current = process.env["KUBECONFIG"];
  if (current) {
    project.provide("testCluster", { kubeconfig: current });
    return undefined;
  }
  const name = project.name === "alone" ? "checkride-alone" : "checkride";
  const cluster = await kindCluster(name);
  project.provide("testCluster", cluster);
  // The other is the one that `--cluster kind` uses again.
  return name !== "checkride" && "kubeconfig" in cluster ? async () => await deleteKindCluster(name, say) : undefined;
}

async function kindCluster(name: string): Promise<TestCluster> {
  try {
    await requireTools();
  } catch (error) {
    return { missing: error instanceof Error ? error.message : String(error) };
  }
  const lock = await lockKindCluster({ name, onProgress: say, signal: new AbortController().signal });
  await lock.alone();
  const signal = AbortSignal.timeout(280_000);
  return await ensureKindCluster({ name, workers: 2, kubernetes: kubernetesVersion(), onProgress: say, signal });
}

const say = (text: string) => void process.stderr.write(`${text}\n`);

/** What `CHECKRIDE_KUBERNETES` asks for: `v1.36` runs the same tests on the release before. */
function kubernetesVersion(): KubernetesVersion {
  const version = process.env["CHECKRIDE_KUBERNETES"] || KUBERNETES_VERSION;
  if (isKubernetesVersion(version)) return version;
  throw new Error(`CHECKRIDE_KUBERNETES is ${version}, and can be ${KUBERNETES_VERSIONS.join(" or ")}.`);
}
