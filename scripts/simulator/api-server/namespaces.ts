import type { KubernetesObject } from "#core/kubernetes/object.ts";
import type { ObjectStore } from "#simulator/webernetes/webernetes.ts";

/** Gives each new namespace its ServiceAccount, and empties those that are deleted of the kinds in `inert`. */
export function tendNamespaces(namespaces: ObjectStore, serviceAccounts: ObjectStore, inert: ObjectStore[]): void {
  const beginCreate = namespaces.beginCreate.bind(namespaces);
  namespaces.beginCreate = async (namespace) => {
    const finish = await beginCreate(namespace);
    return async (success) => {
      await finish(success);
      if (success) await serviceAccounts.create(defaultServiceAccount(namespace.metadata.name));
    };
  };
  const beginUpdate = namespaces.beginUpdate.bind(namespaces);
  namespaces.beginUpdate = async (namespace, existing) => {
    const finish = await beginUpdate(namespace, existing);
    return async (success) => {
      await finish(success);
      if (success && namespace.metadata.deletionTimestamp) await empty(namespace.metadata.name, inert);
    };
  };
}

function defaultServiceAccount(namespace: string): KubernetesObject {
  return { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "default", namespace } };
}

async function empty(namespace: string, stores: ObjectStore[]): Promise<void> {
  for (const store of stores) {
    for (const { metadata } of (await store.listWithResourceVersion(namespace)).items) {
      await store.delete(metadata.name, namespace);
    }
  }
}
