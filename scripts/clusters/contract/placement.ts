import { describe, expect, it, onTestFinished } from "vitest";
import { condition, deployment, field, pod, pods } from "#clusters/testing/objects.ts";
import { eventually, eventuallyOne, freshNamespace } from "#clusters/testing/waiting.ts";
import type { Cluster } from "#core/cluster.ts";
import type { Json } from "#core/json.ts";
import { nodeOf } from "#core/kubernetes/nodes.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { versionDifferences } from "#core/kubernetes/version-differences.ts";

const hostname = "kubernetes.io/hostname";
const selects = (app: string): Json => ({ matchLabels: { app } });
const spread = (fields: Record<string, Json> = {}): Json => ({
  maxSkew: 1,
  topologyKey: hostname,
  whenUnsatisfiable: "DoNotSchedule",
  labelSelector: selects("web"),
  ...fields,
});
const near = (kind: "podAffinity" | "podAntiAffinity", ...apps: string[]): Record<string, Json> => ({
  affinity: {
    [kind]: {
      requiredDuringSchedulingIgnoredDuringExecution: apps.map((app) => ({
        labelSelector: selects(app),
        topologyKey: hostname,
      })),
    },
  },
});
const preferred = (kind: "podAffinity" | "podAntiAffinity", app: string): Record<string, Json> => ({
  affinity: {
    [kind]: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight: 100, podAffinityTerm: { labelSelector: selects(app), topologyKey: hostname } },
      ],
    },
  },
});

/** The Pods of an app when all of them have a node, and how many are on each node, the most first. */
async function placed(cluster: Cluster, namespace: string, app: string, count: number) {
  const found = await eventually(cluster, pods(namespace, app), (all) => {
    expect(all).toHaveLength(count);
    expect(all.map(nodeOf)).not.toContain(undefined);
  });
  const counts = new Map<unknown, number>();
  for (const one of found) counts.set(nodeOf(one), (counts.get(nodeOf(one)) ?? 0) + 1);
  return { nodes: found.map(nodeOf), counts: [...counts.values()].sort((left, right) => right - left) };
}

/** The message about the one Pod of `app` that has no node. */
async function unschedulable(cluster: Cluster, namespace: string, app: string): Promise<unknown> {
  const waiting = (all: KubernetesObject[]) => all.filter((one) => condition(one, "PodScheduled") && !nodeOf(one));
  const found = await eventually(cluster, pods(namespace, app), (all) => expect(waiting(all)).toHaveLength(1));
  return field(condition(waiting(found)[0]!, "PodScheduled"), "message");
}

const none = "0/3 nodes are available:";
/** The message, as the scheduler of that cluster's version puts it. */
const said = ({ version }: Cluster, message: string): string =>
  `${none} ${message}`.replace("preemption:", `${versionDifferences(version).beforePreemption}preemption:`);

const preemption = (reasons: string) => `preemption: ${none} ${reasons}.`;
const noVictims = preemption(
  "1 Preemption is not helpful for scheduling, 2 No preemption victims found for incoming pod",
);
const noHelp = preemption("3 Preemption is not helpful for scheduling");

/** Where the scheduler puts Pods, and what it says when it finds no node. */
export function describePlacement(opened: () => Cluster): void {
  describe("placement", () => {
    it.each<{ name: string; replicas: number; spec: Record<string, Json>; counts: number[] }>([
      { name: "alike over the workers, without being told", replicas: 4, spec: {}, counts: [2, 2] },
      {
        name: "over the control plane as well, where they tolerate its taint",
        replicas: 6,
        spec: { tolerations: [{ operator: "Exists" }] },
        counts: [2, 2, 2],
      },
      {
        name: "by a strict constraint that leaves tainted nodes out",
        replicas: 4,
        spec: { topologySpreadConstraints: [spread({ nodeTaintsPolicy: "Honor" })] },
        counts: [2, 2],
      },
      {
        name: "by a strict constraint with room for a greater skew",
        replicas: 4,
        spec: { topologySpreadConstraints: [spread({ maxSkew: 2 })] },
        counts: [2, 2],
      },
      {
        name: "by a lenient constraint",
        replicas: 4,
        spec: { topologySpreadConstraints: [spread({ whenUnsatisfiable: "ScheduleAnyway" })] },
        counts: [2, 2],
      },
      {
        name: "all to one node, where a strict constraint selects everybody, which is nobody",
        replicas: 4,
        spec: {
          topologySpreadConstraints: [spread({ labelSelector: {} })],
          ...preferred("podAffinity", "web"),
        },
        counts: [4],
      },
      { name: "one to a node, by anti-affinity", replicas: 2, spec: near("podAntiAffinity", "web"), counts: [1, 1] },
      { name: "all to one node, by affinity", replicas: 4, spec: near("podAffinity", "web"), counts: [4] },
      { name: "all to one node, by preference", replicas: 4, spec: preferred("podAffinity", "web"), counts: [4] },
      { name: "apart, by preference", replicas: 4, spec: preferred("podAntiAffinity", "web"), counts: [2, 2] },
    ])("puts the Pods of a Deployment $name", async ({ replicas, spec, counts }) => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "placement");
      await cluster.apply(deployment(namespace, "web", { replicas, spec }), "grader");
      expect((await placed(cluster, namespace, "web", replicas)).counts).toEqual(counts);
    });

    it("puts a Pod on the node of a name, and keeps it from Pods of another namespace", async () => {
      const cluster = opened();
      const [namespace, other] = [
        await freshNamespace(cluster, "placement"),
        await freshNamespace(cluster, "placement"),
      ];
      await cluster.apply(pod(other, "first"), "grader");
      const first = await eventuallyOne(cluster, { ...pods(other), name: "first" }, (found) =>
        expect(nodeOf(found)).toBeDefined(),
      );
      const named = (operator: string): Json => ({
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchFields: [{ key: "metadata.name", operator, values: [nodeOf(first)!] }] }],
          },
        },
      });
      const apart: Json = {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { labelSelector: selects("first"), topologyKey: hostname, namespaces: [other] },
          ],
        },
      };
      const wanted: [string, Json, boolean][] = [
        ["same", named("In"), true],
        ["elsewhere", named("NotIn"), false],
        ["apart", apart, false],
      ];
      for (const [name, affinity, isSame] of wanted) {
        await cluster.apply(pod(namespace, name, { spec: { affinity } }), "grader");
        const found = await eventuallyOne(cluster, { ...pods(namespace), name }, (now) =>
          expect(nodeOf(now)).toBeDefined(),
        );
        expect([name, nodeOf(found) === nodeOf(first)]).toEqual([name, isSame]);
      }
    });

    it("puts Pods where another that is there already wants them, and by their own strict constraint apart", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "placement");
      const [worker] = await cluster.list({ apiVersion: "v1", kind: "Node" }).then((all) => all.slice(-1));
      const there = { nodeSelector: { [hostname]: worker!.metadata.name }, ...preferred("podAffinity", "web") };
      await cluster.apply(pod(namespace, "cache", { spec: there }), "grader");
      await placed(cluster, namespace, "cache", 1);
      await cluster.apply(deployment(namespace, "web", { replicas: 4 }), "grader");
      const { nodes } = await placed(cluster, namespace, "web", 4);
      expect(new Set(nodes)).toEqual(new Set([worker!.metadata.name]));
      await cluster.delete({ apiVersion: "apps/v1", kind: "Deployment", namespace, name: "web" });
      await eventually(cluster, pods(namespace, "web"), (all) => expect(all).toEqual([]));
      const topologySpreadConstraints = [spread({ nodeTaintsPolicy: "Honor" })];
      await cluster.apply(deployment(namespace, "web", { replicas: 4, spec: { topologySpreadConstraints } }), "grader");
      expect((await placed(cluster, namespace, "web", 4)).counts).toEqual([2, 2]);
    });

    it("reads numbers in node labels, and prefers the nodes that a Pod prefers", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "placement");
      const workers = (await cluster.list({ apiVersion: "v1", kind: "Node" }))
        .slice(-2)
        .map(({ metadata }) => metadata.name);
      const label = async (name: string, size: string | null) =>
        void (await cluster.patch({ apiVersion: "v1", kind: "Node", name }, { metadata: { labels: { size } } }));
      onTestFinished(async () => void (await Promise.all(workers.map((name) => label(name, null)))));
      await label(workers[0]!, "3");
      await label(workers[1]!, "12");
      const term = (operator: string, ...values: string[]): Json => ({
        matchExpressions: [{ key: "size", operator, values }],
      });
      const strict = (one: Json) => ({ requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [one] } });
      const soft = (preference: Json) => ({
        preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, preference }],
      });
      const wishes: [string, Json, string][] = [
        ["large", strict(term("Gt", "5")), workers[1]!],
        ["small", strict(term("Lt", "5")), workers[0]!],
        ["prefers-large", soft(term("In", "12")), workers[1]!],
        ["prefers-small", soft(term("Lt", "5")), workers[0]!],
      ];
      for (const [name, nodeAffinity, expected] of wishes) {
        await cluster.apply(pod(namespace, name, { spec: { affinity: { nodeAffinity } } }), "grader");
        expect((await placed(cluster, namespace, name, 1)).nodes).toEqual([expected]);
      }
    });

    it.each<{ name: string; replicas: number; spec: Record<string, Json>; message: string }>([
      {
        name: "the control plane counts in a strict constraint, and stays empty",
        replicas: 3,
        spec: { topologySpreadConstraints: [spread()] },
        message: `1 node(s) had untolerated taint(s), 2 node(s) didn't match pod topology spread constraints. ${noVictims}`,
      },
      {
        name: "no node has the label of a constraint",
        replicas: 1,
        spec: { topologySpreadConstraints: [spread({ topologyKey: "example.com/rack" })] },
        message: `1 node(s) had untolerated taint(s), 2 node(s) didn't match pod topology spread constraints (missing required label). ${noHelp}`,
      },
      {
        name: "the company that it needs is nowhere",
        replicas: 1,
        spec: near("podAffinity", "nobody"),
        message: `1 node(s) had untolerated taint(s), 2 node(s) didn't match pod affinity rules. ${noHelp}`,
      },
      {
        name: "its own kind is on every node",
        replicas: 3,
        spec: near("podAntiAffinity", "web"),
        message: `1 node(s) had untolerated taint(s), 2 node(s) didn't match pod anti-affinity rules. ${noVictims}`,
      },
      {
        name: "it wants another node than it tolerates",
        replicas: 1,
        spec: { nodeSelector: { "node-role.kubernetes.io/control-plane": "" } },
        message: `1 node(s) had untolerated taint(s), 2 node(s) didn't match Pod's node affinity/selector. ${noHelp}`,
      },
    ])("says why a Pod has no node: $name", async ({ replicas, spec, message }) => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "placement");
      await cluster.apply(deployment(namespace, "web", { replicas, spec }), "grader");
      expect(await unschedulable(cluster, namespace, "web")).toBe(said(cluster, message));
    });

    it("says why a Pod has no node: others want to be alone", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "placement");
      const hermits = deployment(namespace, "hermit", { replicas: 2, spec: near("podAntiAffinity", "hermit", "web") });
      await cluster.apply(hermits, "grader");
      await placed(cluster, namespace, "hermit", 2);
      await cluster.apply(pod(namespace, "web"), "grader");
      expect(await unschedulable(cluster, namespace, "web")).toBe(
        said(
          cluster,
          `1 node(s) had untolerated taint(s), 2 node(s) didn't satisfy existing pods anti-affinity rules. ${noVictims}`,
        ),
      );
    });

    it("says why a Pod has no node: its node is cordoned, until it is not", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "placement");
      const [worker] = (await cluster.list({ apiVersion: "v1", kind: "Node" })).slice(-1);
      const { name } = worker!.metadata;
      const node = { apiVersion: "v1", kind: "Node", name };
      onTestFinished(async () => void (await cluster.patch(node, { spec: { unschedulable: null } })));
      await cluster.patch(node, { spec: { unschedulable: true } });
      await cluster.apply(pod(namespace, "web", { spec: { nodeSelector: { [hostname]: name } } }), "grader");
      expect(await unschedulable(cluster, namespace, "web")).toBe(
        said(
          cluster,
          `1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated taint(s), 1 node(s) were unschedulable. ${noHelp}`,
        ),
      );
      await cluster.patch(node, { spec: { unschedulable: null } });
      await eventuallyOne(cluster, { ...pods(namespace), name: "web" }, (one) => expect(nodeOf(one)).toBe(name));
    });
  });
}
