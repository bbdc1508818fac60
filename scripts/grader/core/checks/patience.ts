import type { Item } from "#core/look/sight.ts";

/** A learner may let a probe wait for hours, and nobody waits so long for a grade. */
const MOST = 300_000;

/** What the kubelet needs to tell that it kills a container, in milliseconds. */
const TELLING = 1000;

interface Probe {
  initialDelaySeconds?: number;
  periodSeconds?: number;
  timeoutSeconds?: number;
  failureThreshold?: number;
}

interface PodSpec {
  containers?: { livenessProbe?: Probe }[];
  initContainers?: { livenessProbe?: Probe }[];
}

/** The milliseconds after which each liveness probe of these Pods has given up on a container that never passes it. */
export function patience(pods: readonly Item[]): number {
  const probes = pods.flatMap(({ value }) => {
    const { containers = [], initContainers = [] } = (value["spec"] ?? {}) as PodSpec;
    return [...containers, ...initContainers].flatMap(({ livenessProbe }) => (livenessProbe ? [livenessProbe] : []));
  });
  return Math.min(MOST, Math.max(0, ...probes.map((probe) => secondsToGiveUp(probe) * 1000 + TELLING)));
}

/** With Kubernetes' defaults: https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes */
function secondsToGiveUp({ initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold }: Probe): number {
  return (initialDelaySeconds ?? 0) + (periodSeconds ?? 10) * (failureThreshold ?? 3) + (timeoutSeconds ?? 1);
}
