import spawn from "nano-spawn";
import { afterAll, expect, it } from "vitest";
import { openKubernetesCluster } from "#clusters/kubernetes/cluster.ts";
import { isTrue } from "#clusters/kubernetes/conditions.ts";
import { KUBERNETES_VERSION, KUBERNETES_VERSIONS, type KubernetesVersion } from "#core/kubernetes/version.ts";
import { ensureKindCluster } from "./kind-cluster.ts";
import { kindMachines } from "./machines.ts";
import { describeWithKind } from "./testing/describe.ts";

const name = "checkride-test";

interface Fields {
  fresh?: boolean;
  kubernetes?: KubernetesVersion;
  signal?: AbortSignal;
}

/** Makes or reuses the cluster of one node; resolves with what was said meanwhile. */
async function ensure(fields: Fields = {}, progress: string[] = []) {
  const { kubeconfig } = await ensureKindCluster({
    name,
    workers: 0,
    onProgress: (text) => progress.push(text),
    signal: AbortSignal.timeout(170_000),
    ...fields,
  });
  return { kubeconfig, progress };
}

/** The identity of the cluster: that of a namespace which every cluster has. */
async function identity(kubeconfig: string): Promise<string | undefined> {
  const cluster = await openKubernetesCluster({ kubeconfig });
  try {
    const [found] = await cluster.list({ apiVersion: "v1", kind: "Namespace", name: "kube-system" });
    const nodes = await cluster.list({ apiVersion: "v1", kind: "Node" });
    expect(nodes.map((node) => isTrue(node, "Ready"))).toEqual([true]);
    return found?.metadata.uid;
  } finally {
    await cluster.close();
  }
}

await describeWithKind("ensureKindCluster", () => {
  let first: string | undefined;

  afterAll(async () => {
    await spawn("kind", ["delete", "cluster", "--name", name]);
  });

  it("makes a cluster, says how far it is, and leaves the user's kubeconfig alone", async () => {
    const before = await currentContext();
    const { kubeconfig, progress } = await ensure({ fresh: true });
    expect(kubeconfig).toMatch(/\.checkride.kind-checkride-test\.kubeconfig$/);
    expect(progress.filter((text) => !text.startsWith("Ensuring node image"))).toEqual([
      'Making the kind cluster "checkride-test"',
      "Preparing nodes",
      "Writing configuration",
      "Starting control-plane",
      "Installing CNI",
      "Installing StorageClass",
      "Waiting for the nodes and CoreDNS",
    ]);
    first = await identity(kubeconfig);
    expect(first).toEqual(expect.any(String));
    expect(await currentContext()).toBe(before);
  });

  it("reuses it, and starts it where it was stopped", async () => {
    await spawn("docker", ["stop", "--time", "2", `${name}-control-plane`]);
    const { kubeconfig, progress } = await ensure();
    expect(progress).toEqual(['Reusing the kind cluster "checkride-test"']);
    expect(await identity(kubeconfig)).toBe(first);
  });

  it("puts back what a grade stopped and could not start again", async () => {
    const { kubeconfig } = await ensure();
    const cluster = await openKubernetesCluster({ kubeconfig, machines: kindMachines });
    const node = { apiVersion: "v1", kind: "Node", name: `${name}-control-plane` };
    try {
      await cluster.patch(node, { spec: { unschedulable: true } });
      for (const component of ["coredns", "kube-proxy", "kube-scheduler"] as const)
        await cluster.stopComponent(component);
      expect((await ensure()).progress).toEqual(['Reusing the kind cluster "checkride-test"']);
      expect(await identity(kubeconfig)).toBe(first);
      const [found] = await cluster.list(node);
      expect(found?.spec).not.toHaveProperty("unschedulable");
      const running = await cluster.list({ apiVersion: "v1", kind: "Pod", namespace: "kube-system" });
      const names = running
        .filter((pod) => isTrue(pod, "Ready"))
        .map(({ metadata }) => metadata.name.split("-").slice(0, 2).join("-"));
      expect(names).toEqual(
        expect.arrayContaining(["coredns", "kube-proxy", "kube-scheduler"].map((one) => expect.stringContaining(one))),
      );
    } finally {
      await cluster.close();
    }
  });

  it("makes it anew where its API does not answer", async () => {
    await spawn("docker", ["exec", `${name}-control-plane`, "rm", "/etc/kubernetes/manifests/kube-apiserver.yaml"]);
    await spawn("docker", ["exec", `${name}-control-plane`, "pkill", "-KILL", "kube-apiserver"]);
    const { kubeconfig, progress } = await ensure();
    expect(progress.slice(0, 3)).toEqual([
      'Reusing the kind cluster "checkride-test"',
      expect.stringMatching(
        /^Making the kind cluster "checkride-test" anew: The Kubernetes API at https:\/\/127\.0\.0\.1:\d+ \(context "kind-checkride-test"\) does not answer: /,
      ),
      'Making the kind cluster "checkride-test"',
    ]);
    expect(await identity(kubeconfig)).not.toBe(first);
  });

  it("makes it anew where its Kubernetes is another than the one that is wanted", async () => {
    const kubernetes = KUBERNETES_VERSIONS.find((version) => version !== KUBERNETES_VERSION)!;
    const progress: string[] = [];
    // A kind that has images of one version only makes that one again, which is refused.
    const made = await ensure({ kubernetes }, progress).catch((error: unknown) => String(error));
    if (typeof made === "string") expect(made).toMatch(/^KindError: kind made a cluster of another version/);
    const [had, wanted] = [KUBERNETES_VERSION, kubernetes].map((version) => version.replace(".", "\\."));
    expect(progress[1]).toMatch(
      new RegExp(
        `^Making the kind cluster "checkride-test" anew: Kubernetes it has: ${had}\\.\\d+, Kubernetes wanted: ${wanted}$`,
      ),
    );
  });

  it("leaves nothing behind when it is aborted", async () => {
    const over = new AbortController();
    const reason = new Error("enough");
    const making = ensureKindCluster({
      name,
      workers: 0,
      fresh: true,
      onProgress: (text) => {
        if (text === "Starting control-plane") over.abort(reason);
      },
      signal: over.signal,
    });
    await expect(making).rejects.toBe(reason);
    const { stdout } = await spawn("docker", ["ps", "--all", "--format", "{{.Names}}", "--filter", `name=${name}`]);
    expect(stdout).toBe("");
  });
});

/** What kubectl would use; empty where no context is set. */
async function currentContext(): Promise<string> {
  const { stdout } = await spawn("kubectl", ["config", "view", "-o", "jsonpath={.current-context}"]);
  return stdout;
}
