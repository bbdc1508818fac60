import spawn, { SubprocessError } from "nano-spawn";
import pRetry from "p-retry";
import { type Machines, notOurMachines } from "#clusters/kubernetes/machines.ts";
import { RefusedError } from "#core/cluster.ts";
import { outputOf } from "./tools.ts";

/** The kubelet runs what lies in the first folder; the second keeps what is stopped. */
const manifests = "/etc/kubernetes/manifests";
const stopped = "/etc/kubernetes/checkride-stopped";

const endSeconds = 60;
/** An API server takes half a minute to end in peace. */
const patienceSeconds = 3;

/**
 * Puts manifests back, with a label that makes them other Pods than before: the kubelet waits longer each time that it
 * starts the containers of the same Pod, minutes in the end. While etcd is away the API server keeps the kubelet waiting
 * for its answers, for more than half a minute each, and until then it starts nothing: so the API server starts anew, too.
 */
const startScript = `for file in ${stopped}/$1.yaml; do
  [ -e "$file" ] || continue
  sed -i "/^    checkride-started:/d; s/^  labels:/&\\n    checkride-started: t$(date +%s%N)/" "$file"
  mv "$file" ${manifests}/
  [ "$file" != ${stopped}/etcd.yaml ] || pkill -KILL -x kube-apiserver || true
done`;

interface Container {
  Name: string;
  Config: { Labels: Record<string, string> };
  HostConfig: { PortBindings?: Record<string, { HostIp: string; HostPort: string }[] | null> };
}

/**
 * The containers of this machine's Docker that are the nodes of the kind cluster with that address. Every method
 * rejects with {@link notOurMachines} where it is no such cluster.
 */
export function kindMachines(server: string): Machines {
  let found: Promise<Container[]> | undefined;
  const nodes = async (): Promise<Container[]> => await (found ??= nodesBehind(server));

  const own = async (name: string): Promise<string> => {
    if (!(await nodes()).some((node) => nameOf(node) === name))
      throw new RefusedError("NotFound", `nodes "${name}" not found`);
    return name;
  };

  const inControlPlane = async (script: string, ...args: string[]): Promise<void> => {
    for (const node of (await nodes()).filter(isControlPlane))
      await docker("exec", nameOf(node), "sh", "-c", script, "sh", ...args);
  };

  return {
    names: async () => (await nodes()).map(nameOf),
    // Without a farewell, as in a power cut.
    stop: async (name) => {
      const node = await own(name);
      if (await runs(node)) await docker("kill", node);
    },
    start: async (name) => await docker("start", await own(name)),
    stopProgram: async (name, program) => await docker("exec", await own(name), "systemctl", "stop", program),
    startProgram: async (name, program) => await docker("exec", await own(name), "systemctl", "start", program),
    stopStaticPod: async (name) =>
      await inControlPlane(
        `mkdir -p ${stopped}; if [ -e ${manifests}/$1.yaml ]; then mv ${manifests}/$1.yaml ${stopped}/; fi
        program=$(echo "$1" | cut -c1-15)
        for i in $(seq ${endSeconds * 5}); do
          pgrep -x "$program" > /dev/null || exit 0
          [ "$i" -lt ${patienceSeconds * 5} ] || pkill -KILL -x "$program"
          sleep 0.2
        done
        echo "$1 did not end within ${endSeconds} s" >&2; exit 1`,
        name,
      ),
    startStaticPod: async (name) => await inControlPlane(startScript, name),
  };
}

/** Starts every static Pod that was stopped, in that node of the control plane. */
export async function startStaticPods(node: string): Promise<void> {
  await docker("exec", node, "sh", "-c", startScript, "sh", "*");
}

/** A node that was switched on a moment ago has no systemd yet that could be asked. */
const patience = { retries: 40, factor: 1, minTimeout: 500 };

/** Starts the programs that were stopped on that node; those that run are left alone. */
export async function startPrograms(node: string): Promise<void> {
  await pRetry(async () => await docker("exec", node, "systemctl", "start", "containerd", "kubelet"), patience);
}

const nameOf = ({ Name }: Container): string => Name.replace(/^\//, "");
const isControlPlane = ({ Config }: Container): boolean => Config.Labels["io.x-k8s.kind.role"] === "control-plane";

/** The cluster is ours if its API is what Docker publishes at that address; its name alone would not prove it. */
async function nodesBehind(server: string): Promise<Container[]> {
  const { hostname, port } = new URL(server);
  const containers = ["127.0.0.1", "localhost", "[::1]"].includes(hostname) ? await kindContainers() : [];
  const publishes = ({ HostConfig }: Container): boolean =>
    (HostConfig.PortBindings?.["6443/tcp"] ?? []).some(({ HostPort }) => HostPort === port);
  const name = containers.find(publishes)?.Config.Labels["io.x-k8s.kind.cluster"];
  if (name === undefined) throw notOurMachines(server);
  return containers.filter(({ Config }) => Config.Labels["io.x-k8s.kind.cluster"] === name);
}

async function kindContainers(): Promise<Container[]> {
  try {
    const { stdout } = await spawn("docker", ["ps", "--all", "--quiet", "--filter", "label=io.x-k8s.kind.cluster"]);
    const ids = stdout.split("\n").filter((id) => id !== "");
    if (ids.length === 0) return [];
    const inspected = await spawn("docker", ["inspect", ...ids]).catch(withoutDeleted);
    return JSON.parse(inspected.stdout) as Container[];
  } catch {
    return []; // No Docker, so none of its clusters.
  }
}

/** What is deleted between the two calls makes the second one fail, and it tells of the others all the same. */
function withoutDeleted(error: unknown): { stdout: string } {
  if (error instanceof SubprocessError && error.stdout.startsWith("[")) return error;
  throw error;
}

async function runs(node: string): Promise<boolean> {
  const { stdout } = await spawn("docker", ["inspect", "--format", "{{.State.Running}}", node]);
  return stdout === "true";
}

async function docker(...args: string[]): Promise<void> {
  await spawn("docker", args).catch((error: unknown) => {
    throw new Error(`docker ${args.slice(0, 2).join(" ")} failed: ${outputOf(error)}`, { cause: error });
  });
}
