import { describe, expect, it } from "vitest";
import { toleratesTaints } from "#core/kubernetes/taints.ts";
import { chooseNode } from "./choice.ts";
import { filterNodes } from "./filter.ts";
import { matchesNodeAffinity } from "./node-affinity.ts";
import {
  occupy,
  type SchedulableNode,
  type SchedulablePod,
  type SpreadConstraint,
  type Toleration,
} from "./objects.ts";
import { unschedulableMessage } from "./unschedulable-message.ts";

const allocatable = { cpu: "2", memory: "4Gi", pods: "110" };

function node(name: string, labels: Record<string, string> = {}): SchedulableNode {
  return { metadata: { name, labels }, status: { allocatable } };
}

const controlPlane: SchedulableNode = {
  ...node("control-plane"),
  spec: { taints: [{ key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" }] },
};
const nodes = [controlPlane, node("worker"), node("worker2")];

function pod(spec: Partial<SchedulablePod["spec"]> = {}, requests: Record<string, string> = {}): SchedulablePod {
  return {
    metadata: { name: "web", namespace: "default", labels: { app: "web" } },
    spec: { containers: [{ resources: { requests } }], ...spec },
  };
}

const message = (one: SchedulablePod, others: SchedulablePod[] = [], all = nodes) =>
  unschedulableMessage(filterNodes(one, all, others).rejections);

describe("the message about a Pod without a node", () => {
  // Each was copied from the event of a real v1.36.3; v1.37.2 says the same but for "no new claims to deallocate, ", which it left out.
  it("names a node selector that no node has", () => {
    expect(message(pod({ nodeSelector: { disk: "ssd" } }))).toMatchInlineSnapshot(
      `"0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 node(s) didn't match Pod's node affinity/selector. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling."`,
    );
  });

  it("names more than a whole node has", () => {
    expect(message(pod({}, { cpu: "100", memory: "1000Gi" }))).toMatchInlineSnapshot(
      `"0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 Insufficient cpu, 2 Insufficient memory. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling."`,
    );
  });

  it("names what is used up, where another Pod's end would help", () => {
    const others = ["worker", "worker2"].map((nodeName) => pod({ nodeName }, { cpu: "1500m" }));
    expect(message(pod({}, { cpu: "1500m" }), others)).toMatchInlineSnapshot(
      `"0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 Insufficient cpu. preemption: 0/3 nodes are available: 1 Preemption is not helpful for scheduling, 2 No preemption victims found for incoming pod."`,
    );
  });

  it("sorts the reasons as text", () => {
    const one = pod({ nodeSelector: { host: "worker" } }, { cpu: "100" });
    expect(message(one, [], [controlPlane, node("worker", { host: "worker" }), node("worker2")])).toMatchInlineSnapshot(
      `"0/3 nodes are available: 1 Insufficient cpu, 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated taint(s). preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling."`,
    );
  });

  it("names a resource that no node offers", () => {
    expect(message(pod({ tolerations: [{ operator: "Exists" }] }, { "example.com/gpu": "1" }))).toMatchInlineSnapshot(
      `"0/3 nodes are available: 3 Insufficient example.com/gpu. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling."`,
    );
  });

  it("names a cordoned node before anything else", () => {
    const cordoned = { ...controlPlane, spec: { ...controlPlane.spec, unschedulable: true } };
    expect(message(pod(), [], [cordoned])).toMatchInlineSnapshot(
      `"0/1 nodes are available: 1 node(s) were unschedulable. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling."`,
    );
  });

  it("names a node that is full of Pods", () => {
    const full = { ...node("worker"), status: { allocatable: { pods: "1" } } };
    expect(message(pod(), [pod({ nodeName: "worker" })], [full])).toMatchInlineSnapshot(
      `"0/1 nodes are available: 1 Too many pods. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod."`,
    );
  });
});

describe("the nodes that can take a Pod", () => {
  const names = (one: SchedulablePod, others: SchedulablePod[] = []) =>
    filterNodes(one, nodes, others).feasible.map((one) => one.node.metadata.name);

  it("are the workers", () => {
    expect(names(pod())).toEqual(["worker", "worker2"]);
  });

  it("are those that have exactly what is asked for", () => {
    expect(names(pod({}, { cpu: "2", memory: "4Gi" }))).toEqual(["worker", "worker2"]);
    expect(names(pod({}, { cpu: "0.7" }), [pod({ nodeName: "worker" }, { cpu: "1300m" })])).toEqual([
      "worker",
      "worker2",
    ]);
  });

  it("have the room back that an ended Pod had", () => {
    const ended = (phase: string) => ({ ...pod({ nodeName: "worker" }, { cpu: "2" }), status: { phase } });
    expect(names(pod({}, { cpu: "1" }), [ended("Succeeded")])).toEqual(["worker", "worker2"]);
    expect(names(pod({}, { cpu: "1" }), [ended("Running")])).toEqual(["worker2"]);
  });
});

describe("the choice among them", () => {
  const fallback: SpreadConstraint[] = [
    {
      maxSkew: 3,
      topologyKey: "kubernetes.io/hostname",
      whenUnsatisfiable: "ScheduleAnyway",
      labelSelector: { matchLabels: { app: "web" } },
    },
  ];
  const named = ["worker", "worker2"].map((name) => node(name, { "kubernetes.io/hostname": name }));
  const choose = (others: SchedulablePod[], all = named, one = pod()) =>
    chooseNode(one, occupy(all, others), occupy(all, others), fallback)?.metadata.name;
  const stranger = (nodeName: string, cpu = "0") => ({
    ...pod({ nodeName }, { cpu }),
    metadata: { name: "other", namespace: "default" },
  });

  it("spreads Pods that are selected together", () => {
    expect(choose([])).toBe("worker");
    expect(choose([pod({ nodeName: "worker" })])).toBe("worker2");
    expect(choose([pod({ nodeName: "worker" }), stranger("worker2", "1")])).toBe("worker2");
  });

  it("then looks at what is requested", () => {
    expect(choose([stranger("worker", "1"), stranger("worker2"), stranger("worker2")])).toBe("worker2");
  });

  it("avoids a taint that asks for it", () => {
    const taints = [{ key: "old", effect: "PreferNoSchedule" }];
    const [first, second] = named;
    expect(choose([pod({ nodeName: "worker2" })], [{ ...first!, spec: { taints } }, second!])).toBe("worker2");
  });

  it("is none where none can", () => {
    expect(chooseNode(pod(), [], [], fallback)).toBeUndefined();
  });
});

describe("node affinity", () => {
  it.each([
    ["In", "disk", ["ssd", "nvme"], true],
    ["In", "disk", ["hdd"], false],
    ["In", "missing", ["ssd"], false],
    ["NotIn", "disk", ["hdd"], true],
    ["NotIn", "disk", ["ssd"], false],
    ["NotIn", "missing", ["ssd"], true],
    ["Exists", "disk", undefined, true],
    ["Exists", "missing", undefined, false],
    ["DoesNotExist", "missing", undefined, true],
    ["DoesNotExist", "disk", undefined, false],
    ["Gt", "cores", ["4"], true],
    ["Gt", "cores", ["8"], false],
    ["Lt", "cores", ["16"], true],
    ["Lt", "cores", ["8"], false],
    ["Gt", "disk", ["4"], false],
    ["Lt", "missing", ["4"], false],
    ["Near", "disk", ["ssd"], false],
  ])("%s %s %j: %s", (operator, key, values, expected) => {
    const terms = [{ matchExpressions: [{ operator, key, ...(values ? { values } : {}) }] }];
    const one = pod({ affinity: required(terms) });
    expect(matchesNodeAffinity(one, node("worker", { disk: "ssd", cores: "8" }))).toBe(expected);
  });

  it("needs one term of several, and each expression of a term; an empty term matches nothing", () => {
    const disk = { key: "disk", operator: "Exists" };
    const zone = { key: "zone", operator: "Exists" };
    const matches = (terms: { matchExpressions?: (typeof disk)[] }[]) =>
      matchesNodeAffinity(pod({ affinity: required(terms) }), node("worker", { disk: "ssd" }));
    expect(matches([{ matchExpressions: [zone] }, { matchExpressions: [disk] }])).toBe(true);
    expect(matches([{ matchExpressions: [zone, disk] }])).toBe(false);
    expect(matches([{}])).toBe(false);
  });

  function required(
    nodeSelectorTerms: { matchExpressions?: { key: string; operator: string; values?: string[] }[] }[],
  ) {
    return { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } };
  }
});

describe("tolerations", () => {
  const taint = { key: "disk", value: "slow", effect: "NoSchedule" };
  it.each<[Toleration, boolean]>([
    [{ key: "disk", operator: "Equal", value: "slow", effect: "NoSchedule" }, true],
    [{ key: "disk", value: "slow" }, true],
    [{ key: "disk", value: "fast" }, false],
    [{ key: "disk", operator: "Exists" }, true],
    [{ key: "disk", operator: "Exists", effect: "NoExecute" }, false],
    [{ key: "other", operator: "Exists" }, false],
    [{ operator: "Exists" }, true],
    [{ operator: "Exists", effect: "NoSchedule" }, true],
  ])("%j: %s", (toleration, expected) => {
    expect(toleratesTaints(pod({ tolerations: [toleration] }), [taint])).toBe(expected);
  });

  it("are not needed for a preference", () => {
    expect(toleratesTaints(pod(), [{ ...taint, effect: "PreferNoSchedule" }])).toBe(true);
    expect(toleratesTaints(pod(), [taint])).toBe(false);
  });
});
