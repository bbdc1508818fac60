import type { KubernetesVersion } from "#core/kubernetes/version.ts";
import type { ClusterChoice } from "#places/open.ts";
import { confirm } from "./confirmation.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Shows the name of the current context and asks, before anything else is done or shown; `yes` answers for the person.
 * Other clusters are ours to use. Throws {@link UsageError} where the answer is not yes.
 */
export async function askForCluster({ cluster, yes }: { cluster: ClusterChoice; yes?: boolean }): Promise<void> {
  if (cluster !== "current" || yes) return;
  const { currentContext } = await import("#clusters/kubernetes/api/kubeconfig.ts");
  let context: string;
  try {
    context = currentContext();
  } catch {
    return; // There is nothing to ask about, and opening it says why.
  }
  await confirm(`Grade in a new namespace of the cluster "${context}"?`, "Nothing was graded.");
}

/** Refuses options about kind clusters where the grade is on another one. Throws {@link UsageError}. */
export function requireKind({
  cluster,
  kubernetes,
  fresh,
  keep,
}: {
  cluster: ClusterChoice;
  kubernetes?: KubernetesVersion;
  fresh?: boolean;
  keep?: boolean;
}): void {
  const option = kubernetes ? "--kubernetes" : fresh ? "--fresh" : keep === false ? "--no-keep" : undefined;
  if (option === undefined || cluster === "kind") return;
  throw new UsageError(
    `${option} is about a kind cluster, and none is used here. Next: add --cluster kind, or leave ${option} out.`,
  );
}
