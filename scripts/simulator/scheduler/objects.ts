import type { LabelSelector } from "#core/kubernetes/generated/types.d.ts";

/** What the scheduler looks at in a Pod. */
export interface SchedulablePod {
  metadata: {
    name: string;
    namespace: string;
    uid?: string;
    labels?: Record<string, string>;
    deletionTimestamp?: unknown;
    ownerReferences?: { kind: string; name: string; uid: string; controller?: boolean }[];
  };
  spec: {
    nodeName?: string;
    nodeSelector?: Record<string, string>;
    affinity?: Affinity;
    tolerations?: Toleration[];
    topologySpreadConstraints?: SpreadConstraint[];
    containers: SchedulableContainer[];
    initContainers?: SchedulableContainer[];
  };
  status?: { phase?: string };
}

interface SchedulableContainer {
  resources?: { requests?: Record<string, string> };
  restartPolicy?: string;
}

interface Affinity {
  nodeAffinity?: {
    requiredDuringSchedulingIgnoredDuringExecution?: { nodeSelectorTerms: NodeSelectorTerm[] };
    preferredDuringSchedulingIgnoredDuringExecution?: { weight: number; preference: NodeSelectorTerm }[];
  };
  podAffinity?: PodAffinity;
  podAntiAffinity?: PodAffinity;
}

interface PodAffinity {
  requiredDuringSchedulingIgnoredDuringExecution?: PodAffinityTerm[];
  preferredDuringSchedulingIgnoredDuringExecution?: { weight: number; podAffinityTerm: PodAffinityTerm }[];
}

/** Pods of these namespaces, or of the Pod's own, and what they are to have in common with it: the value of a label of their nodes. */
export interface PodAffinityTerm {
  namespaces?: string[];
  labelSelector?: LabelSelector;
  topologyKey: string;
}

export interface SpreadConstraint {
  maxSkew: number;
  minDomains?: number;
  topologyKey: string;
  whenUnsatisfiable: "DoNotSchedule" | "ScheduleAnyway";
  labelSelector?: LabelSelector;
  matchLabelKeys?: string[];
  nodeAffinityPolicy?: "Honor" | "Ignore";
  nodeTaintsPolicy?: "Honor" | "Ignore";
}

/** What the scheduler looks at in a Node. */
export interface SchedulableNode {
  metadata: { name: string; labels?: Record<string, string> };
  spec?: { unschedulable?: boolean; taints?: Taint[] };
  status?: { allocatable?: Record<string, string> };
}

export interface Taint {
  key: string;
  value?: string;
  effect: string;
  timeAdded?: string;
}

export interface Toleration {
  key?: string;
  operator?: string;
  value?: string;
  effect?: string;
  /** How long a `NoExecute` taint is tolerated; for ever where it is not said. */
  tolerationSeconds?: number;
}

export interface NodeSelectorTerm {
  matchExpressions?: NodeSelectorRequirement[];
  matchFields?: NodeSelectorRequirement[];
}

export interface NodeSelectorRequirement {
  key: string;
  operator: string;
  values?: string[];
}

/** A node with the Pods that take room on it: those that have not ended. */
export interface OccupiedNode {
  node: SchedulableNode;
  pods: SchedulablePod[];
}

/** Each node with its Pods. */
export function occupy(nodes: SchedulableNode[], pods: SchedulablePod[]): OccupiedNode[] {
  const ended = new Set<string | undefined>(["Succeeded", "Failed"]);
  return nodes.map((node) => ({
    node,
    pods: pods.filter(({ spec, status }) => spec.nodeName === node.metadata.name && !ended.has(status?.phase)),
  }));
}

/** The value of a node's label; undefined where it has none. */
export function labelOf({ metadata }: SchedulableNode, key: string): string | undefined {
  return metadata.labels?.[key];
}
