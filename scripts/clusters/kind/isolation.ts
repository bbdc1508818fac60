import spawn from "nano-spawn";

/**
 * On a node of kind, the one way out is its default route, to Docker's gateway. What a Pod sends to the gateway itself, names to look up among it,
 * does not take that route, so it is dropped where it comes in. What comes in by `eth0` is Docker's own port to the API server.
 */
const script = `
gateway=$(ip route show default | cut -d' ' -f3)
[ -n "$gateway" ] || exit 0
iptables -t raw -I PREROUTING ! -i eth0 -d "$gateway" -j DROP
ip route del default
ip -6 route del default 2> /dev/null || true`;

/**
 * Takes the way out to any network from all nodes of the kind cluster of that name, and so from all their Pods; within the cluster nothing changes.
 * Doing it again changes nothing. A node that is stopped and started again has its way out again.
 */
export async function isolateKindCluster(name: string, signal: AbortSignal): Promise<void> {
  const { stdout } = await spawn("kind", ["get", "nodes", "--name", name], { signal });
  const nodes = stdout.split("\n").filter((line) => line.startsWith(`${name}-`));
  await Promise.all(nodes.map(async (node) => await spawn("docker", ["exec", node, "sh", "-ec", script], { signal })));
}
