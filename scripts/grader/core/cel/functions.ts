import { type Environment, EvaluationError } from "@marcbachmann/cel-js";
import { conditionStatus } from "#core/kubernetes/conditions.ts";
import type { PodSpec, Taint } from "#core/kubernetes/generated/types.d.ts";
import { fullReference, parseImageReference } from "#core/kubernetes/image-reference.ts";
import { type NodeMetadata, selectsNode } from "#core/kubernetes/node-affinity.ts";
import { containersOf, templateOf } from "#core/kubernetes/pod-template.ts";
import { quantityValue } from "#core/kubernetes/quantity.ts";
import { runsEvery } from "#core/kubernetes/rules/text/cron-runs.ts";
import { toleratesTaints } from "#core/kubernetes/taints.ts";

/** Adds what expressions need to compare what things in Kubernetes mean, and not how they are written. */
export function registerKubernetesFunctions(cel: Environment): Environment {
  return cel
    .registerFunction(
      "condition(dyn, string): string",
      (object: unknown, type: string) => conditionStatus(object ?? {}, type) ?? "",
    )
    .registerFunction("quantity(dyn): double", amount)
    .registerFunction("runsEvery(string, google.protobuf.Duration): bool", (schedule: string, period: object) =>
      runsEvery(schedule, Number(period)),
    )
    .registerFunction("cleanPath(string): string", cleanPath)
    .registerFunction("podSpec(dyn): dyn", (object: unknown) => templateOf(object ?? {})?.pod ?? {})
    .registerFunction("containers(dyn): list<dyn>", (object: unknown) =>
      containersOf(templateOf(object ?? {})?.pod ?? {}),
    )
    .registerFunction("image(string): string", (image: string) => fullReference(parseImageReference(image)))
    .registerFunction("mayRunOn(dyn, dyn): bool", (pod: unknown, node: unknown) => mayRunOn(pod as Pod, node as Node));
}

type Pod = { spec: PodSpec };
type Node = { metadata: NodeMetadata; spec?: { taints?: Taint[] } };

/** Whether all that the Pod and the node lay down lets the Pod run there; wishes and room are other questions. */
function mayRunOn(pod: Pod, node: Node): boolean {
  return selectsNode(pod.spec, node.metadata) && toleratesTaints(pod, node.spec?.taints ?? []);
}

/** Manifests may also write an amount as a number. */
function amount(written: unknown): number {
  const value = ["string", "number", "bigint"].includes(typeof written) ? quantityValue(String(written)) : undefined;
  if (value === undefined) throw new EvaluationError(`${JSON.stringify(written)} is no amount`);
  return value;
}

/** The shortest path to the same file: without empty parts, `.` and `..`. Source: Go's path.Clean. */
function cleanPath(path: string): string {
  const absolute = path.startsWith("/");
  const kept: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== ".." || (!absolute && (kept.at(-1) ?? "..") === "..")) kept.push(part);
    else kept.pop();
  }
  return (absolute ? "/" : "") + kept.join("/") || ".";
}
