import { RefusedError, type Cluster, type ContainerReference } from "#core/cluster.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import type { Connection } from "./api/connection.ts";
import { segment } from "./api/discovery.ts";
import { retried } from "./api/retry.ts";

/** So much is kept of a log, and of what a command writes to each of its outputs. */
const keptBytes = 65_536;
/** The kubelet need not read more of a log that is megabytes long. */
const keptLines = "4096";

/** Logs of containers, and commands in them. */
export function createContainers(
  connection: Connection,
  cluster: Pick<Cluster, "list">,
): Pick<Cluster, "logs" | "exec"> {
  return {
    async logs(reference, { previous = false } = {}) {
      const { container } = await find(cluster, reference);
      const query = new URLSearchParams({ container, tailLines: keptLines, ...(previous ? { previous: "true" } : {}) });
      const path = `/api/v1/namespaces/${segment(reference.namespace)}/pods/${segment(reference.pod)}/log?${query.toString()}`;
      return await retried(async () => await ending(await connection.pieces(path)));
    },

    async exec(reference, command, signal = new AbortController().signal) {
      signal.throwIfAborted();
      const { namespace, pod } = reference;
      const { container, running } = await find(cluster, reference);
      if (!running) throw new RefusedError("BadRequest", `container "${container}" in pod "${pod}" is not running`);
      return await connection.exec({ namespace, pod, container, command, outputBytes: keptBytes, signal });
    },
  };
}

/** The container that is meant, and whether it runs; {@link RefusedError} where there is no such Pod or container. */
async function find(cluster: Pick<Cluster, "list">, { namespace, pod: name, container }: ContainerReference) {
  const [pod] = await cluster.list({ apiVersion: "v1", kind: "Pod", namespace, name });
  if (!pod) throw new RefusedError("NotFound", `pods "${name}" not found`);
  const names = namesOf(pod);
  const chosen = container ?? names[0];
  if (chosen === undefined || !names.includes(chosen))
    throw new RefusedError("BadRequest", `container ${String(chosen)} is not valid for pod ${name}`);
  return { container: chosen, running: isRunning(pod, chosen) };
}

interface PodParts {
  spec?: { containers?: { name: string }[]; initContainers?: { name: string }[] };
  status?: { containerStatuses?: Status[]; initContainerStatuses?: Status[] };
}

interface Status {
  name: string;
  state?: { running?: object };
}

function namesOf(pod: KubernetesObject): string[] {
  const { spec } = pod as PodParts;
  return [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].map(({ name }) => name);
}

function isRunning(pod: KubernetesObject, container: string): boolean {
  const { status } = pod as PodParts;
  const statuses = [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])];
  return statuses.find(({ name }) => name === container)?.state?.running !== undefined;
}

/** The last {@link keptBytes} of a stream, from the beginning of a line where something was left out. */
async function ending(pieces: AsyncIterable<Buffer>): Promise<string> {
  const kept: Buffer[] = [];
  let bytes = 0;
  let cut = false;
  for await (const piece of pieces) {
    kept.push(piece);
    bytes += piece.length;
    while (bytes - (kept[0]?.length ?? 0) >= keptBytes) {
      bytes -= kept.shift()?.length ?? 0;
      cut = true;
    }
  }
  const text = Buffer.concat(kept).subarray(-keptBytes).toString("utf8");
  return cut || bytes > keptBytes ? text.slice(text.indexOf("\n") + 1) : text;
}
