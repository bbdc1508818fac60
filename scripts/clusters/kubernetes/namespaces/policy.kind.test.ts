import spawn from "nano-spawn";
import { expect, it, onTestFinished } from "vitest";
import { describeWithKubeconfig } from "#clusters/kind/testing/describe.ts";
import { openKubernetesCluster } from "#clusters/kubernetes/cluster.ts";
import { protectNamespaces } from "./policy.ts";

const rbac = "rbac.authorization.k8s.io";

describeWithKubeconfig("an account that may do everything in its namespace", (kubeconfig) => {
  it("does not change the Pod Security level of that namespace, nor delete it", async () => {
    const cluster = await openKubernetesCluster({ kubeconfig });
    onTestFinished(async () => await cluster.close());
    await protectNamespaces(cluster);
    const namespace = await cluster.createNamespace("policy", "baseline", [`${rbac}/v1/Role`]);
    onTestFinished(async () => await cluster.deleteNamespace(namespace));
    const subjects = [{ kind: "ServiceAccount", name: "default", namespace }];
    const roleRef = { apiGroup: rbac, kind: "ClusterRole", name: "cluster-admin" };
    const metadata = { name: "all", namespace };
    await cluster.apply({ apiVersion: `${rbac}/v1`, kind: "RoleBinding", metadata, subjects, roleRef }, "grader");

    const asPod = (...args: string[]): Promise<string> =>
      spawn("kubectl", [...args, `--as=system:serviceaccount:${namespace}:default`], {
        env: { KUBECONFIG: kubeconfig },
      }).then(
        ({ stdout }) => stdout,
        (error: { stderr: string }) => error.stderr,
      );
    const refusal = /denied request: A Pod may not change the namespace that it is graded in\.$/;
    const level = "pod-security.kubernetes.io/enforce=privileged";
    expect(await asPod("create", "configmap", "mine", "--namespace", namespace)).toBe("configmap/mine created");
    // A policy is in force a moment after it is made.
    const relabel = (...more: string[]) => asPod("label", "namespace", namespace, "--overwrite", level, ...more);
    await expect.poll(() => relabel("--dry-run=server"), { timeout: 20_000, interval: 500 }).toMatch(refusal);
    expect(await relabel()).toMatch(refusal);
    expect(await asPod("delete", "namespace", namespace)).toMatch(refusal);
    const [found] = await cluster.list({ apiVersion: "v1", kind: "Namespace", name: namespace });
    expect(found?.metadata.labels).toMatchObject({ "pod-security.kubernetes.io/enforce": "baseline" });
  });
});
