import type { Cluster, ObjectReference } from "./cluster.ts";
import { isClusterScoped } from "./kubernetes/schema/kinds.ts";
import type { ObjectName } from "./generated/lab.ts";
import { type Lab, podSecurityOf } from "./lab/lab.ts";
import { submissionRules } from "./lab/submission-rules.ts";

/** Where a submission is graded: a cluster, and a namespace of its own in it. */
export interface Place {
  cluster: Cluster;
  namespace: string;
}

/** Makes a namespace that is held to what the lab says, where the submitter may write the kinds that the lab allows. */
export async function createLabNamespace(cluster: Cluster, lab: Lab): Promise<string> {
  return await cluster.createNamespace(`lab-${lab.id}`, podSecurityOf(lab), submissionRules(lab.file).kinds);
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
