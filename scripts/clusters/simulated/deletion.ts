import type { ObjectReference } from "#core/cluster.ts";
import { kindName } from "#core/kubernetes/object.ts";
import type { Simulation } from "#simulator/simulation.ts";
import type { ObjectStore } from "#simulator/webernetes/webernetes.ts";

/** With the grace and the consequences that the API gives each kind; what is gone already is no error. */
export async function deleteObject(
  { cluster }: Simulation,
  store: ObjectStore,
  reference: ObjectReference,
): Promise<void> {
  const { name, namespace = "default" } = reference;
  const { corev1, appsv1 } = cluster.api;
  if (!(await store.get(name, reference.namespace))) return;
  switch (kindName(reference)) {
    case "v1/Namespace":
      await corev1.deleteNamespace({ name });
      return;
    case "v1/Pod":
      await corev1.deleteNamespacedPod({ name, namespace });
      return;
    case "apps/v1/Deployment":
      await appsv1.deleteNamespacedDeployment({ name, namespace });
      return;
    case "apps/v1/ReplicaSet":
      await appsv1.deleteNamespacedReplicaSet({ name, namespace });
      return;
    default:
      await store.delete(name, reference.namespace);
  }
}
