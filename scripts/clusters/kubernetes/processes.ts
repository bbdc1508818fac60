import type { Cluster } from "#core/cluster.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";

/** Only processes of its own container: with `shareProcessNamespace` those of the whole Pod are seen. */
const IS_OWN = `[ "$(cat "$process/cgroup" 2>/dev/null)" = "$own" ]`;

/** Ends with 0 where a process of the container holds a socket that listens on the port; needs no tool but cat and ls. */
const LISTENS = `
port=$(printf %04X "$1")
own=$(cat /proc/self/cgroup)
sockets=
for table in /proc/net/tcp /proc/net/tcp6; do
  [ -r "$table" ] || continue
  while read -r _ local _ state _ _ _ _ _ inode _; do
    case "$state $local" in "0A "*:"$port") sockets="$sockets $inode" ;; esac
  done < "$table"
done
for process in /proc/[0-9]*; do
  ${IS_OWN} || continue
  links=$(ls -l "$process/fd" 2>/dev/null)
  for inode in $sockets; do
    case "$links" in *"socket:[$inode]"*) exit 0 ;; esac
  done
done
exit 1`;

/** The kernel drops what process 1 of a container sends itself; its workers stop. */
const FREEZE = `
own=$(cat /proc/self/cgroup)
for process in /proc/[0-9]*; do
  id=\${process#/proc/}
  [ "$id" = $$ ] || ! ${IS_OWN} || kill -STOP "$id"
done`;

/** What a shell says where a program is not there, or not one that can run. */
const NO_SHELL = new Set([126, 127]);

/** Which container listens, and containers that hang: asked of and done to their processes, by commands in them. */
export function createProcesses(cluster: Pick<Cluster, "list" | "exec">): Pick<Cluster, "listener" | "freeze"> {
  const listens = async (container: { namespace: string; pod: string; container: string }, port: number) => {
    const command = ["sh", "-c", LISTENS, "sh", String(port)];
    const { exitCode } = await cluster.exec(container, command).catch(() => ({ exitCode: 127 }));
    return NO_SHELL.has(exitCode) ? "unknown" : exitCode === 0 ? "yes" : "no";
  };
  return {
    async listener({ namespace, pod }, port) {
      const [found] = await cluster.list({ apiVersion: "v1", kind: "Pod", namespace, name: pod });
      const running = found ? runningContainers(found) : [];
      if (running.length <= 1) return running[0];
      const answers = await Promise.all(running.map((container) => listens({ namespace, pod, container }, port)));
      const said = running.find((_, index) => answers[index] === "yes");
      if (said !== undefined) return said;
      const [silent, ...others] = running.filter((_, index) => answers[index] === "unknown");
      return others.length === 0 ? silent : undefined;
    },

    async freeze(container) {
      await cluster.exec(container, ["sh", "-c", FREEZE]);
    },
  };
}

interface Status {
  name: string;
  state?: { running?: object };
}

function runningContainers({ status }: KubernetesObject): string[] {
  const { containerStatuses = [], initContainerStatuses = [] } = (status ?? {}) as {
    containerStatuses?: Status[];
    initContainerStatuses?: Status[];
  };
  return [...containerStatuses, ...initContainerStatuses]
    .filter(({ state }) => state?.running !== undefined)
    .map(({ name }) => name);
}
