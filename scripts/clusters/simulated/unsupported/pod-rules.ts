import type { Json } from "#core/json.ts";
import type { Fields } from "#core/kubernetes/defaults/fields.ts";
import type { Path } from "#core/path.ts";
import { mayExist, standInFor } from "#simulator/images/catalogue.ts";
import { type StandIn, executes, readFor } from "#simulator/images/stand-in.ts";

/** The fields of a container that decide together; the schema has made sure of their types. */
interface Container {
  image: string;
  command?: string[];
  args?: string[];
  resources?: Json;
  volumeMounts?: { mountPath: string }[];
  livenessProbe?: Handler;
  readinessProbe?: Handler;
  startupProbe?: Handler;
  lifecycle?: { preStop?: Handler };
}

interface Handler {
  exec?: { command?: string[] };
}

/** What depends on more than one field: paths below the Pod's spec that are not modelled as they are. */
export function unmodelledInPodSpec(spec: Json | undefined, nodeNames: string[]): Path[] {
  if (!(spec instanceof Object) || Array.isArray(spec)) return [];
  const containers = Array.isArray(spec["containers"]) ? (spec["containers"] as unknown as Container[]) : [];
  return [...containers.flatMap(unmodelledInContainer), ...unmodelledPlacement(spec, containers, nodeNames)];
}

function unmodelledInContainer(container: Container, index: number): Path[] {
  const { image, command, args } = container;
  const path = (...steps: Path): Path => ["containers", index, ...steps];
  const standIn = standInFor(image);
  // An image that no registry has fails to be pulled, here as there, and nothing of it runs.
  if (!standIn) return mayExist(image) ? [path("image")] : [];
  const commandLine = [...(command ?? standIn.entrypoint), ...(args ?? [])];
  return [
    ...(readFor(standIn, commandLine) ? [] : [path(command === undefined ? "args" : "command")]),
    ...commandsOf(container).flatMap(([steps, one]) => (executes(standIn, one) ? [] : [path(...steps)])),
    ...(container.volumeMounts ?? []).flatMap(({ mountPath }, mount) =>
      mayMount(standIn, mountPath) ? [] : [path("volumeMounts", mount, "mountPath")],
    ),
  ];
}

/** The commands that are run in a container besides its own, and where each stands. */
function commandsOf({ lifecycle, ...container }: Container): [Path, string[]][] {
  const places: [Path, string[] | undefined][] = [
    ...(["livenessProbe", "readinessProbe", "startupProbe"] as const).map((name): [Path, string[] | undefined] => [
      [name, "exec", "command"],
      container[name]?.exec?.command,
    ]),
    [["lifecycle", "preStop", "exec", "command"], lifecycle?.preStop?.exec?.command],
  ];
  return places.flatMap(([path, command]): [Path, string[]][] => (command ? [[path, command]] : []));
}

/** Folders whose files a real program needs or reads; a stand-in reads only what it says. */
function mayMount({ readsVolumesAt = [] }: StandIn, mountPath: string): boolean {
  if (readsVolumesAt.some((path) => mountPath === path || mountPath.startsWith(`${path}/`))) return true;
  return !/^\/?$|^\/(bin|dev|etc|lib|lib64|proc|sbin|sys|usr)(\/|$)|^\/(run|var\/run)(\/|$)/.test(mountPath);
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
