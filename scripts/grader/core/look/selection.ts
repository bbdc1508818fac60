import type { ObjectReference, Cluster, ObjectQuery } from "#core/cluster.ts";
import type { Place } from "#core/context.ts";
import type { ObjectName, ObjectSelector } from "#core/generated/lab.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { ownerKinds, select } from "#core/kubernetes/owners.ts";
import { isClusterScoped } from "#core/kubernetes/schema/kinds.ts";

/** What is read of a cluster, and which of the objects that are found are meant. */
export interface Selection {
  queries: ObjectQuery[];
  /** `lists` are the answers to the queries, in their order. */
  choose: (lists: KubernetesObject[][]) => KubernetesObject[];
}

/** Living objects of one kind; with an owner its kinds are read too, to follow the chain of controllers. */
export function selectionOf(place: Place, selector: ObjectSelector): Selection {
  const { apiVersion, kind, labels } = selector;
  const namespace = namespaceFor(place, selector);
  const owners = ownerKinds(selector).map((owner) => ({
    ...owner,
    namespace: namespaceFor(place, { ...owner, namespace }),
  }));
  return {
    queries: [{ apiVersion, kind, namespace, labels }, ...owners],
    choose: ([objects = [], ...others]) => select(selector, objects, others.flat()),
  };
}

/** One object, also while it is being deleted. */
export function selectionOfOne(place: Place, name: ObjectName): Selection {
  return { queries: [referenceTo(place, name)], choose: ([objects = []]) => objects };
}

/** What each selection means at this moment, read from the store. */
export async function readSelections(
  cluster: Cluster,
  selections: readonly Selection[],
): Promise<KubernetesObject[][]> {
  return await Promise.all(
    selections.map(async ({ queries, choose }) =>
      choose(await Promise.all(queries.map((query) => cluster.list(query)))),
    ),
  );
}

/** The objects that a selector means at this moment, read from the store. */
export async function listSelection(place: Place, selector: ObjectSelector): Promise<KubernetesObject[]> {
  const [objects = []] = await readSelections(place.cluster, [selectionOf(place, selector)]);
  return objects;
}

/** Tells what each selection means as soon as all of it is known, and again after each change, until `signal` aborts. */
export function watchSelections(
  cluster: Cluster,
  selections: readonly Selection[],
  listener: { changed(chosen: KubernetesObject[][]): void; failed(error: Error): void },
  signal: AbortSignal,
): void {
  // What one watch knows says nothing while another one is blind.
  const latest: (KubernetesObject[] | undefined)[][] = selections.map(({ queries }) => queries.map(() => undefined));
  const tell = () => {
    const known = latest.map((lists) => lists.filter((list) => list !== undefined));
    if (known.some((lists, index) => lists.length < (selections[index]?.queries.length ?? 0))) return;
    listener.changed(selections.map(({ choose }, index) => choose(known[index] ?? [])));
  };
  for (const [index, { queries }] of selections.entries()) {
    for (const [position, query] of queries.entries()) {
      const set = (objects: KubernetesObject[] | undefined) => latest[index]?.splice(position, 1, objects);
      const changed = (objects: KubernetesObject[]) => {
        set(objects);
        tell();
      };
      const failed = (error: Error) => {
        set(undefined);
        listener.failed(error);
      };
      cluster.watch(query, { changed, failed }, signal);
    }
  }
}

/** The namespace that a lab file means: the one it names, else the grade's; none for kinds that live in none. */
export function namespaceFor(
  place: Place,
  of: { apiVersion: string; kind: string; namespace?: string },
): string | undefined {
  return isClusterScoped(of) ? undefined : (of.namespace ?? place.namespace);
}

/** The object that a lab file names. */
export function referenceTo(place: Place, { apiVersion, kind, name, namespace }: ObjectName): ObjectReference {
  return { apiVersion, kind, name, namespace: namespaceFor(place, { apiVersion, kind, namespace }) };
}
