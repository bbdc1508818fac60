import type { KubernetesObject } from "#core/kubernetes/object.ts";
import type { ObjectStore } from "#simulator/webernetes/webernetes.ts";

/**
 * Reads the object, lets `change` change it and writes it back, again and again while others write in between.
 * `change` answers false when there is nothing to change. An object that is gone stays gone.
 */
export async function changeObject(
  store: ObjectStore,
  { name, namespace }: { name: string; namespace?: string | undefined },
  change: (object: KubernetesObject) => boolean,
): Promise<void> {
  for (;;) {
    const object = await store.get(name, namespace);
    if (!object || !change(object)) return;
    try {
      await store.update(name, object);
      return;
    } catch (error) {
      if (!(error instanceof Error) || !["Conflict", "NotFound"].includes(error.name)) throw error;
    }
  }
}
