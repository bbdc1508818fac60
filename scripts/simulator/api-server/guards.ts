import { fillInDefaults } from "#core/kubernetes/defaults/defaults.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import type { ObjectStore } from "#simulator/webernetes/webernetes.ts";
import { nextGeneration } from "./generation.ts";

/** Makes a store do before each write what an API server does and webernetes leaves out: defaults and generations. */
export function guardStore(store: ObjectStore): void {
  const beginCreate = store.beginCreate.bind(store);
  store.beginCreate = async (object) => {
    fillInDefaults(object);
    const finish = await beginCreate(object);
    countGeneration(object);
    return finish;
  };
  const beginUpdate = store.beginUpdate.bind(store);
  store.beginUpdate = async (object, existing) => {
    fillInDefaults(object);
    const finish = await beginUpdate(object, existing);
    countGeneration(object, existing);
    return finish;
  };
}

function countGeneration(object: KubernetesObject, existing?: KubernetesObject): void {
  const generation = nextGeneration(object, existing);
  if (generation !== undefined) object.metadata.generation = generation;
}
