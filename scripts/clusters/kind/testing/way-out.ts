import spawn from "nano-spawn";

/** For tests: the address by which the nodes of kind reach everything else. */
export async function gatewayOfKind(): Promise<string> {
  const { stdout } = await spawn("docker", [
    "network",
    "inspect",
    "kind",
    "--format",
    "{{range .IPAM.Config}}{{.Gateway}} {{end}}",
  ]);
  return stdout.split(" ").find((address) => address.includes("."))!;
}

/** For tests: gives nodes that were isolated their way out again; nothing happens to others. */
export async function restoreWayOut(nodes: readonly string[]): Promise<void> {
  const gateway = await gatewayOfKind();
  const script = `[ -n "$(ip route show default)" ] || {
    iptables -t raw -D PREROUTING ! -i eth0 -d ${gateway} -j DROP && ip route add default via ${gateway}; }`;
  await Promise.all(nodes.map(async (node) => await spawn("docker", ["exec", node, "sh", "-ec", script])));
}
