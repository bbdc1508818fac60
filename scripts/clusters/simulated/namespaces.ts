import type { KubernetesObject } from "#core/kubernetes/object.ts";
import type { Simulation } from "#simulator/simulation.ts";

/** Makes a namespace and returns its name: `prefix` and five letters or digits that no other has. */
export async function createNamespace({ stores, turns }: Simulation, prefix: string): Promise<string> {
  const namespaces = stores.get("v1/Namespace")!;
  let name: string;
  do
    name = `${prefix}-${Math.floor(turns.random() * 36 ** 5)
      .toString(36)
      .padStart(5, "0")}`;
  while (await namespaces.get(name));
  await namespaces.create({ apiVersion: "v1", kind: "Namespace", metadata: { name } } satisfies KubernetesObject);
  return name;
}
