import type { Cluster } from "#core/cluster.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { waitFor } from "./waiting.ts";

/** Each kubelet renews its Lease every 10 s, the controller manager and the scheduler every 2 s. */
const renewalMilliseconds = 12_000;

/** The query for them. */
export const leases = { apiVersion: "coordination.k8s.io/v1", kind: "Lease" };

/** Leases of kube-system that somebody must hold where they are there at all. */
const controllers = ["kube-controller-manager", "kube-scheduler"];

export interface Trouble {
  trouble: NonNullable<Cluster["trouble"]>;
  /** To be called when a grade begins in that namespace: what is silent by then does not count. */
  begin: (namespace: string) => Promise<void>;
  /** To be called with the name of each node that is stopped on purpose, and without one for a component. */
  stopped: (node?: string) => void;
}

interface Beginning {
  silent: ReadonlySet<string>;
  /** Who held the Leases of the control plane: the process behind it is another one after each start. */
  holders: ReadonlyMap<string, string>;
}

/**
 * Looks for nodes and controllers that have fallen silent, as a node counts as Ready for 50 s after it lost its power, and
 * for programs of the control plane that were started anew: for half a minute after it they do nothing for anybody.
 */
export function createTrouble(cluster: Pick<Cluster, "list" | "watch" | "clock">): Trouble {
  const beginnings = new Map<string, Beginning>();
  const onPurpose = new Set<string>();

  /** Who is silent and was not, at first sight. */
  const newlySilent = (all: KubernetesObject[], { silent }: Beginning): string[] =>
    silentHolders(all).filter((name) => !silent.has(name) && !onPurpose.has(name));

  return {
    stopped(node) {
      // Without an API server or its store the controllers end, too.
      for (const name of node === undefined ? controllers : [node]) onPurpose.add(name);
    },

    async begin(namespace) {
      // Without the right to read Leases there is nothing to be seen.
      const all = await cluster.list(leases).catch(() => undefined);
      if (all) beginnings.set(namespace, { silent: new Set(silentHolders(all)), holders: holdersOf(all) });
    },

    async trouble(namespace) {
      const beginning = beginnings.get(namespace);
      if (!beginning) return undefined;
      const all = await cluster.list(leases);
      const holders = onPurpose.has("kube-scheduler") ? new Map<string, string>() : holdersOf(all);
      const restarted = [...holders].find(([name, holder]) => (beginning.holders.get(name) ?? holder) !== holder);
      if (restarted) return `${programOf(restarted[0])} was started anew in the middle of the grade.`;

      // A busy machine renews late: only who stays silent is lost.
      let left = newlySilent(all, beginning);
      const accept = (now: KubernetesObject[]): boolean => {
        const still = new Set(newlySilent(now, beginning));
        left = left.filter((name) => still.has(name));
        return left.length === 0;
      };
      if (left.length === 0) return undefined;
      const lost = { expected: "Every kubelet and controller renews its Lease", milliseconds: renewalMilliseconds };
      await waitFor(cluster, leases, accept, lost).catch(() => undefined);
      if (left.length === 0) return undefined;
      return `${left.join(", ")} fell silent in the middle of the grade. Look with: kubectl get nodes`;
    },
  };
}

/** Names of the nodes and controllers whose Lease is older than a renewal, by the newest of all: this machine's clock may be another. */
export function silentHolders(all: KubernetesObject[]): string[] {
  const newest = Math.max(...all.map(renewedAt));
  return all
    .filter((lease) => isNodes(lease) || controllers.includes(nameInSystem(lease)))
    .filter((lease) => newest - renewedAt(lease) > renewalMilliseconds)
    .map(({ metadata }) => metadata.name);
}

/** By Lease: who holds those of the API server and of the controllers. */
function holdersOf(all: KubernetesObject[]): Map<string, string> {
  const held = all
    .filter((lease) => controllers.includes(nameInSystem(lease)) || nameInSystem(lease).startsWith("apiserver-"))
    .map((lease): [string, string] => [lease.metadata.name, String(specOf(lease, "holderIdentity"))]);
  return new Map(held);
}

const programOf = (lease: string): string => (lease.startsWith("apiserver-") ? "kube-apiserver" : lease);

const isNodes = ({ metadata }: KubernetesObject): boolean => metadata.namespace === "kube-node-lease";

const nameInSystem = ({ metadata }: KubernetesObject): string =>
  metadata.namespace === "kube-system" ? metadata.name : "";

const specOf = ({ spec }: KubernetesObject, field: string): unknown =>
  spec instanceof Object ? Reflect.get(spec, field) : undefined;

function renewedAt(lease: KubernetesObject): number {
  const time = specOf(lease, "renewTime");
  return typeof time === "string" ? Date.parse(time) : 0;
}
