import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { eventAbout, type Saying } from "#simulator/api-server/event.ts";
import { type ObjectStore, type ProcessContext, getClock, makeInformer } from "#simulator/webernetes/webernetes.ts";

/** The part of the API server that the controllers which webernetes lacks read and write. */
export interface ControllerWorld {
  /** All objects of a kind, as the last watch event left them. */
  pods(): readonly KubernetesObject[];
  nodes(): readonly KubernetesObject[];
  services(): readonly KubernetesObject[];
  slices(): readonly KubernetesObject[];
  storeOf(kindName: string): ObjectStore;
  /** Simulated, in milliseconds. */
  now(): number;
  say(about: KubernetesObject, saying: Saying): Promise<void>;
}

/** A controller: called after each change of one of those objects, and at least once a second. */
export type Look = () => Promise<void>;

const PERIOD_MILLISECONDS = 1000;

/** Follows the objects and lets each controller look, one after the other, until the process is killed. */
export async function runControllers(
  process: ProcessContext,
  stores: ReadonlyMap<string, ObjectStore>,
  make: (world: ControllerWorld) => Look[],
): Promise<void> {
  const { pods, nodes, services, slices } = informers(process);
  const clock = getClock(process);
  const storeOf = (kind: string): ObjectStore => stores.get(kind)!;
  const looks = make({
    pods: () => pods.list() as unknown as KubernetesObject[],
    nodes: () => nodes.list() as unknown as KubernetesObject[],
    services: () => services.list() as unknown as KubernetesObject[],
    slices: () => slices.list() as unknown as KubernetesObject[],
    storeOf,
    now: () => clock.nowMs(),
    say: async (about, saying) => {
      await storeOf("v1/Event").create(eventAbout(about, saying, clock.nowMs()));
    },
  });
  const wake = wakeable(process, looks);
  const all = [pods, nodes, services, slices];
  pods.on("change", wake);
  nodes.on("change", wake);
  services.on("change", wake);
  slices.on("change", wake);
  await Promise.all(all.map((informer) => informer.start()));
  process.setInterval(wake, PERIOD_MILLISECONDS);
  await process.waitUntilKilled();
  await Promise.all(all.map((informer) => informer.stop()));
}

/** What follows the objects that controllers look at. */
export function informers({ api: { corev1, discoveryv1 }, kubeConfig }: ProcessContext) {
  return {
    pods: makeInformer(kubeConfig, "/api/v1/pods", () => corev1.listPodForAllNamespaces()),
    nodes: makeInformer(kubeConfig, "/api/v1/nodes", () => corev1.listNode()),
    services: makeInformer(kubeConfig, "/api/v1/services", () => corev1.listServiceForAllNamespaces()),
    slices: makeInformer(kubeConfig, "/apis/discovery.k8s.io/v1/endpointslices", () =>
      discoveryv1.listEndpointSliceForAllNamespaces(),
    ),
  };
}

/** A function that lets all of them look, and once more if it was called while they did. */
function wakeable(process: ProcessContext, looks: Look[]): () => void {
  let awake = false;
  let again = false;
  async function lookAll(): Promise<void> {
    do {
      again = false;
      // Who cannot reach the API server tries again with the next look.
      for (const look of looks) await look().catch(() => undefined);
    } while (again && !process.err());
    awake = false;
  }
  return () => {
    again = true;
    if (awake || process.err()) return;
    awake = true;
    void lookAll();
  };
}
