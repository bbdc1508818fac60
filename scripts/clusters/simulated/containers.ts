import { RefusedError, UnsupportedError, type ContainerReference, type ExecResult } from "#core/cluster.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { standInFor } from "#simulator/images/catalogue.ts";
import { type StandIn, executes } from "#simulator/images/stand-in.ts";
import type { Simulation } from "#simulator/simulation.ts";
import { type Server, outputs } from "#simulator/webernetes/webernetes.ts";

/** As much of its end as the port promises, in UTF-16 code units. */
const MOST = 64 * 1024;

interface PlacedContainers {
  nodeName?: string;
  containers: { name: string; image: string }[];
  initContainers?: { name: string; image: string }[];
}

/** What the container wrote; rejects with UnsupportedError where the stand-in does not write what the real program does. */
export async function containerLogs(
  simulation: Simulation,
  reference: ContainerReference,
  { previous = false }: { previous?: boolean } = {},
): Promise<string> {
  const { standIn, name, pod, server } = await findContainer(simulation, reference);
  if (!standIn.writesAll) {
    throw new UnsupportedError(`The simulated cluster does not model the logs of ${standIn.repository}.`);
  }
  const written = server ? outputs(server, pod.metadata.uid ?? "", name) : [];
  const text = written.at(previous ? -2 : -1);
  if (text !== undefined) return text.slice(-MOST);
  const { name: podName } = pod.metadata;
  throw new RefusedError(
    "BadRequest",
    previous
      ? `previous terminated container "${name}" in pod "${podName}" not found`
      : `container "${name}" in pod "${podName}" is waiting to start: ContainerCreating`,
  );
}

/** Runs a command that the stand-in understands, to its end or until the signal aborts. */
export async function execute(
  simulation: Simulation,
  reference: ContainerReference,
  command: readonly string[],
  signal?: AbortSignal,
): Promise<ExecResult> {
  signal?.throwIfAborted();
  const { standIn, name, pod, server } = await findContainer(simulation, reference);
  if (!executes(standIn, command)) {
    throw new UnsupportedError(
      `The simulated cluster does not model \`${command.join(" ")}\` in ${standIn.repository}.`,
    );
  }
  const { namespace = "default", name: podName } = pod.metadata;
  if (!server) throw new RefusedError("InternalError", `pod ${podName} has no node that answers`);
  const { exitCode, stdout, stderr } = await simulation.cluster.exec(namespace, podName, name, [...command]);
  return { exitCode, stdout, stderr };
}

interface FoundContainer {
  pod: KubernetesObject;
  name: string;
  standIn: StandIn;
  /** The machine that it runs on; undefined where that is off or where the Pod has none. */
  server?: Server | undefined;
}

async function findContainer(
  { cluster, stores }: Simulation,
  { namespace, pod: podName, container }: ContainerReference,
): Promise<FoundContainer> {
  const pod = await stores.get("v1/Pod")!.get(podName, namespace);
  if (!pod) throw new RefusedError("NotFound", `pods "${podName}" not found`);
  const { containers, initContainers = [], nodeName } = pod.spec as unknown as PlacedContainers;
  const found =
    container === undefined ? containers[0] : [...containers, ...initContainers].find(({ name }) => name === container);
  if (!found) throw new RefusedError("BadRequest", `container ${container} is not valid for pod ${podName}`);
  const standIn = standInFor(found.image);
  if (!standIn) throw new UnsupportedError(`The simulated cluster does not model ${found.image}.`);
  return { pod, name: found.name, standIn, server: cluster.servers.find((server) => server.name === nodeName) };
}
