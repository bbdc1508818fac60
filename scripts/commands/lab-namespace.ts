import type { Cluster } from "#core/cluster.ts";
import { type Lab, podSecurityOf } from "#core/lab.ts";
import { submissionRules } from "#core/submission-rules.ts";

/** Makes a namespace that is held to what the lab says, where the submitter may write the kinds that the lab allows. */
export async function createLabNamespace(cluster: Cluster, lab: Lab): Promise<string> {
  return await cluster.createNamespace(`lab-${lab.id}`, podSecurityOf(lab), submissionRules(lab.file).kinds);
}
