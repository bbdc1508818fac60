import type { Json } from "#core/json.ts";
import type { Fields } from "#core/kubernetes/defaults/fields.ts";
import type { Path } from "#core/path.ts";
import { mayExist, standInFor } from "#simulator/images/catalogue.ts";
import { type StandIn, executes, filesNamed, readFor } from "#simulator/images/stand-in.ts";
import { nodeLabels } from "#simulator/nodes/nodes.ts";
import { matchesNodeAffinity } from "#simulator/scheduler/node-affinity.ts";
import type { SchedulablePod } from "#simulator/scheduler/objects.ts";
import { type SecurityContext, unmodelledSecurity } from "./security-rules.ts";

/** The fields of a container that decide together; the schema has made sure of their types. */
interface Container {
  image: string;
  command?: string[];
  args?: string[];
  stdin?: boolean;
  workingDir?: string;
  env?: { valueFrom?: { resourceFieldRef?: { resource: string; containerName?: string } } }[];
  resources?: { requests?: Record<string, Json>; limits?: Record<string, Json> };
  volumeMounts?: { mountPath: string }[];
  securityContext?: SecurityContext;
  livenessProbe?: Handler;
  readinessProbe?: Handler;
  startupProbe?: Handler;
  lifecycle?: { preStop?: Handler; postStart?: Handler };
}

interface Handler {
  exec?: { command?: string[] };
}

interface PodSpec {
  containers?: Container[];
  initContainers?: Container[];
  securityContext?: SecurityContext;
  hostAliases?: { hostnames?: string[] }[];
}

/** What depends on more than one field: paths below the Pod's spec that are not modelled as they are. */
export function unmodelledInPodSpec(spec: Json | undefined, nodeNames: string[]): Path[] {
  if (!(spec instanceof Object) || Array.isArray(spec)) return [];
  const pod = spec as unknown as PodSpec;
  const all = (["initContainers", "containers"] as const).flatMap((field) =>
    (Array.isArray(pod[field]) ? pod[field] : []).map((container, index): [Path, Container] => [
      [field, index],
      container,
    ]),
  );
  return [
    ...all.flatMap(([path, container]) =>
      unmodelledInContainer(container, pod.securityContext ?? {}).map((below) => [...path, ...below]),
    ),
    ...unmodelledAliases(pod),
    ...unmodelledPlacement(spec, all, nodeNames),
  ];
}

function unmodelledInContainer(container: Container, ofPod: SecurityContext): Path[] {
  const { image, command, args, securityContext = {} } = container;
  const standIn = standInFor(image);
  // An image that no registry has fails to be pulled, here as there, and nothing of it runs.
  if (!standIn) return mayExist(image) ? [["image"]] : [];
  const commandLine = mainCommand(standIn, container);
  // With an input that stays open, a shell without a script waits for ever.
  if (container.stdin && commandLine.length === 1 && !standIn.programs[commandLine[0]!]) return [["stdin"]];
  const read = readFor(standIn, commandLine);
  if (!read) return [[command?.length ? "command" : args?.length ? "args" : "command"]];
  const commands: [Path, string[]][] = [
    [[command?.length ? "command" : "args"], commandLine],
    ...commandsOf(container),
  ];
  return [
    ...commands.slice(1).flatMap(([path, one]) => (executes(standIn, one) ? [] : [path])),
    ...unmodelledFiles(standIn, container, commands),
    ...unmodelledSecurity(
      standIn,
      { ...ofPod, ...securityContext },
      (container.volumeMounts ?? []).map(({ mountPath }) => mountPath),
      writesOf(standIn, commands),
    ),
    ...(container.volumeMounts ?? []).flatMap(({ mountPath }, mount): Path[] =>
      mayMount(standIn, mountPath) ? [] : [["volumeMounts", mount, "mountPath"]],
    ),
    ...unmodelledAmounts(container),
  ];
}

/** What the container runs: empty lists are as good as none, and the image's own arguments go with its own command. */
function mainCommand({ entrypoint }: StandIn, { command = [], args = [] }: Container): string[] {
  return [...(command.length > 0 ? command : entrypoint), ...args];
}

/** The commands that are run in a container besides its own, and where each stands. */
function commandsOf({ lifecycle, ...container }: Container): [Path, string[]][] {
  const places: [Path, string[] | undefined][] = [
    ...(["livenessProbe", "readinessProbe", "startupProbe"] as const).map((name): [Path, string[] | undefined] => [
      [name, "exec", "command"],
      container[name]?.exec?.command,
    ]),
    ...(["preStop", "postStart"] as const).map((name): [Path, string[] | undefined] => [
      ["lifecycle", name, "exec", "command"],
      lifecycle?.[name]?.exec?.command,
    ]),
  ];
  return places.flatMap(([path, command]): [Path, string[]][] => (command ? [[path, command]] : []));
}

/** Folders of every image whose files a stand-in does not have, except those that it names. */
const SYSTEM =
  /^\/(?:bin|boot|dev|docker-entrypoint.*|etc|home|lib\w*|media|mnt|opt|proc|root|run|sbin|srv|sys|usr|var)(?:\/|$)/;

/** Commands that look at a file of the image of which the stand-in knows nothing. */
function unmodelledFiles(standIn: StandIn, container: Container, commands: [Path, string[]][]): Path[] {
  const made = new Set(writesOf(standIn, commands));
  const isKnown = (file: string): boolean =>
    file.includes("variable") ||
    (file.startsWith("/") ? !SYSTEM.test(file) : container.workingDir === undefined) ||
    made.has(file) ||
    file in { ...standIn.files, ...standIn.makes } ||
    isMounted(container, file);
  return commands.flatMap(([path, one]) => {
    const { reads } = filesNamed(standIn, one) ?? { reads: [] };
    return reads.every(isKnown) ? [] : [path];
  });
}

function writesOf(standIn: StandIn, commands: [Path, string[]][]): string[] {
  return commands.flatMap(([, one]) => filesNamed(standIn, one)?.writes ?? []);
}

function isMounted({ volumeMounts = [] }: Container, file: string): boolean {
  return volumeMounts.some(({ mountPath }) => `${file}/`.startsWith(`${mountPath.replace(/\/+$/, "")}/`));
}

/** Folders whose files a real program needs or reads; a stand-in reads only what it says. */
function mayMount({ readsVolumesAt = [] }: StandIn, mountPath: string): boolean {
  if (readsVolumesAt.some((path) => mountPath === path || mountPath.startsWith(`${path}/`))) return true;
  // No image has a folder of such a name, which is made for settings.
  if (/^\/etc\/(?:app|config|credentials|podinfo|secrets?|settings)(?:\/|$)/.test(mountPath)) return true;
  return !/^\/?$|^\/(bin|dev|etc|lib|lib64|proc|sbin|sys|usr)(\/|$)|^\/(run|var\/run)(\/|$)/.test(mountPath);
}

/** A variable with an amount of its own container; without one, it is what the node has, which differs from machine to machine. */
function unmodelledAmounts({ env = [], resources = {} }: Container): Path[] {
  return env.flatMap(({ valueFrom }, index): Path[] => {
    const ref = valueFrom?.resourceFieldRef;
    if (!ref) return [];
    const [kind, ...name] = ref.resource.split(".");
    const amounts = kind === "limits" ? resources.limits : { ...resources.limits, ...resources.requests };
    const isOwn = ref.containerName === undefined && amounts?.[name.join(".")] !== undefined;
    return isOwn ? [] : [["env", index, "valueFrom", "resourceFieldRef"]];
  });
}

/** Names that only this Pod knows, where one of its containers could ask for them. */
function unmodelledAliases({ hostAliases = [], containers = [], initContainers = [] }: PodSpec): Path[] {
  const text = JSON.stringify([containers, initContainers]);
  const names = hostAliases.flatMap(({ hostnames = [] }) => hostnames);
  return names.some((name) => text.includes(name)) ? [["hostAliases"]] : [];
}

/** With `nodeName` the kubelet, not the scheduler, refuses a Pod that does not fit, which is not modelled. */
function unmodelledPlacement(spec: Fields, containers: [Path, Container][], nodeNames: string[]): Path[] {
  const { nodeName } = spec;
  if (nodeName === undefined) return [];
  const name = nodeNames.find((one) => one === nodeName);
  if (name === undefined) return [["nodeName"]];
  const node = { metadata: { name, labels: nodeLabels(name) } };
  const asked = containers.flatMap(([path, { resources }]): Path[] =>
    resources === undefined ? [] : [[...path, "resources"]],
  );
  const fits = matchesNodeAffinity({ spec } as unknown as SchedulablePod, node);
  const refusing = fits ? [] : ["nodeSelector", "affinity"].filter((field) => spec[field] !== undefined);
  return [...refusing.map((field) => [field]), ...asked];
}
