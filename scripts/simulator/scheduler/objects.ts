/** What the scheduler looks at in a Pod. */
export interface SchedulablePod {
  metadata: { name: string; namespace: string; uid?: string; ownerReferences?: { uid: string }[] };
  spec: {
    nodeName?: string;
    nodeSelector?: Record<string, string>;
    affinity?: { nodeAffinity?: { requiredDuringSchedulingIgnoredDuringExecution?: NodeSelector } };
    tolerations?: Toleration[];
    containers: { resources?: { requests?: Record<string, string> } }[];
  };
  status?: { phase?: string };
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
}

export interface Toleration {
  key?: string;
  operator?: string;
  value?: string;
  effect?: string;
}

interface NodeSelector {
  /** One of them must match. */
  nodeSelectorTerms: { matchExpressions?: NodeSelectorRequirement[] }[];
}

export interface NodeSelectorRequirement {
  key: string;
  operator: string;
  values?: string[];
}
