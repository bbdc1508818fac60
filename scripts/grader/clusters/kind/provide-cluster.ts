import type { TestProject } from "vitest/node";
import { ensureKindCluster, lockKindCluster } from "#clusters/kind/kind-cluster.ts";
import { requireTools } from "#clusters/kind/tools.ts";

/** The cluster for the tests that need any real one with two workers: how to reach it, or why there is none. */
export type TestCluster = { kubeconfig: string } | { missing: string };

declare module "vitest" {
  export interface ProvidedContext {
    testCluster: TestCluster;
  }
}

/** Runs once before all `*.kind.test.ts`: two files that make the same cluster at the same time would fail each other. */
export async function setup(project: TestProject): Promise<void> {
  project.provide("testCluster", await testCluster());
}

/** What `KUBECONFIG` names, or else the kind cluster `checkride`. */
async function testCluster(): Promise<TestCluster> {
  const current = process.env["KUBECONFIG"];
  if (current) return { kubeconfig: current };
  try {
    await requireTools();
  } catch (error) {
    return { missing: error instanceof Error ? error.message : String(error) };
  }
  const onProgress = (text: string) => void process.stderr.write(`${text}\n`);
  const name = "checkride";
  await lockKindCluster({ name, onProgress, signal: new AbortController().signal });
  return await ensureKindCluster({ name, workers: 2, onProgress, signal: AbortSignal.timeout(280_000) });
}
