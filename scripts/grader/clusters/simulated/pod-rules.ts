import type { Json } from "#core/kubernetes-object.ts";
import type { Path } from "#core/path.ts";
import { mayExist, standInFor } from "#simulator/images/catalogue.ts";

type Fields = { [field: string]: Json | undefined };

/** The fields of a container that decide together; the schema has made sure of their types. */
interface Container {
  image: string;
  command?: string[];
  args?: string[];
  resources?: Json;
}

/** What depends on more than one field: paths below the Pod's spec that are not modelled as they stand there. */
export function unmodelledInPodSpec(spec: Json | undefined, nodeNames: string[]): Path[] {
  if (!(spec instanceof Object) || Array.isArray(spec)) return [];
  const containers = Array.isArray(spec["containers"]) ? (spec["containers"] as unknown as Container[]) : [];
  return [...containers.flatMap(unmodelledInContainer), ...unmodelledPlacement(spec, containers, nodeNames)];
}

function unmodelledInContainer({ image, command, args }: Container, index: number): Path[] {
  const path = (field: string): Path => ["containers", index, field];
  const standIn = standInFor(image);
  // An image that no registry has fails to be pulled, here as there, and nothing of it runs.
  if (!standIn) return mayExist(image) ? [path("image")] : [];
  if (command === undefined && args === undefined) return [];
  if (standIn.understands([...(command ?? standIn.entrypoint), ...(args ?? [])])) return [];
  return [path(command === undefined ? "args" : "command")];
}

/** With `nodeName` the kubelet, not the scheduler, refuses a Pod that does not fit, which is not modelled. */
function unmodelledPlacement(spec: Fields, containers: Container[], nodeNames: string[]): Path[] {
  const { nodeName } = spec;
  if (nodeName === undefined) return [];
  if (!nodeNames.some((name) => name === nodeName)) return [["nodeName"]];
  const asked = containers.flatMap(({ resources }, index): Path[] =>
    resources === undefined ? [] : [["containers", index, "resources"]],
  );
  return [
    ...["nodeSelector", "affinity"].filter((field) => spec[field] !== undefined).map((field) => [field]),
    ...asked,
  ];
}
