import type { Cluster } from "./cluster.ts";
import type { Disturbances } from "./disturbances.ts";
import type { Manifest } from "./kubernetes/manifest.ts";
import { type Lab, podSecurityOf } from "./lab/lab.ts";
import { submissionRules } from "./lab/submission-rules.ts";

/** Where a submission is graded: a cluster, and its own namespace in it. */
export interface Place {
  cluster: Cluster;
  namespace: string;
}

/** What every check of one grade works with. */
export interface Context extends Place {
  /** What acts stopped or changed outside the namespace, to be put back. */
  disturbances: Disturbances;
  /** When each check that acts had done so, in milliseconds of the cluster's clock. */
  acted: Map<string, number>;
  /** The submission. */
  manifests: readonly Manifest[];
}

/** Makes a namespace for one grade of a lab: it is held to the lab's Pod security, and the submitter may write the kinds that the lab allows. */
export async function openPlace(cluster: Cluster, lab: Lab): Promise<Place> {
  const namespace = await cluster.createNamespace(`lab-${lab.id}`, podSecurityOf(lab), submissionRules(lab.file).kinds);
  return { cluster, namespace };
}
