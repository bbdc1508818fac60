import type { Place } from "#core/context.ts";
import type { NodeChoice } from "#core/generated/lab.ts";
import type { Mismatch } from "#core/generated/verdict.ts";
import { isControlPlane, nodeOf } from "#core/kubernetes/nodes.ts";
import { selectorText } from "#core/lab/subject.ts";
import { listSelection } from "#core/look/selection.ts";

/** The names of the nodes of the control plane. */
export async function controlPlaneNodes({ cluster }: Place): Promise<string[]> {
  const nodes = await cluster.list({ apiVersion: "v1", kind: "Node" });
  return nodes.filter(isControlPlane).map(({ metadata }) => metadata.name);
}

/**
 * The worker node that runs most of the Pods, of several the first by name; a mismatch if it runs fewer than `count`:
 * what is done to it would not meet them.
 */
export async function chooseNode(
  place: Place,
  { runningMostOf, count = 1 }: NodeChoice,
): Promise<{ node: string; missing?: undefined } | { missing: Mismatch }> {
  const [pods, nodes] = await Promise.all([
    listSelection(place, runningMostOf),
    place.cluster.list({ apiVersion: "v1", kind: "Node" }),
  ]);
  const workers = nodes
    .filter((node) => !isControlPlane(node))
    .map(({ metadata }) => ({
      node: metadata.name,
      running: pods.filter((pod) => nodeOf(pod) === metadata.name).length,
    }))
    .sort((a, b) => b.running - a.running || (a.node < b.node ? -1 : 1));
  const [first] = workers;
  if (first && first.running >= count) return { node: first.node };
  const wanted = `${count > 1 ? `${count} ` : ""}${selectorText(runningMostOf)}`;
  return {
    missing: { path: "", expected: `${wanted} on ${count > 1 ? "one" : "a"} worker node`, actual: first?.running ?? 0 },
  };
}
