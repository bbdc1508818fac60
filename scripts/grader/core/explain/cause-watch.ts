import type { Place } from "#core/context.ts";
import type { Observation } from "#core/generated/verdict.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { containerFindings, type Finding } from "./findings.ts";
import { serviceFindings } from "./service-findings.ts";

/** Milliseconds after which the Pods that a Service is for are there, ready or not. */
const PODS_ARE_MADE = 5000;

/**
 * Tells, once each and as soon as it is seen, the reasons for which a container does not run, and that a Service selects
 * no Pod: no event says that, and its requests would be waited for to the end. Until `signal` aborts.
 */
export function watchCauses(
  { cluster, namespace }: Place,
  tell: (cause: Observation) => void,
  signal: AbortSignal,
): void {
  const told = new Set<string>();
  let pods: KubernetesObject[] = [];
  let services: KubernetesObject[] = [];
  const tellOnce = (findings: readonly Finding[]): void => {
    for (const { kind, object, reason, message } of findings) {
      if (told.has(reason)) continue;
      told.add(reason);
      tell({ kind, object, reason, message });
    }
  };
  const watch = (kind: string, changed: (found: KubernetesObject[]) => void): void =>
    // Where it fails, the checks' own watches say so.
    cluster.watch({ apiVersion: "v1", kind, namespace }, { changed, failed: () => undefined }, signal);

  watch("Pod", (found) => {
    pods = found;
    tellOnce(pods.flatMap(containerFindings));
  });
  watch("Service", (found) => {
    services = found;
  });
  const look = (): void => {
    const findings = services.flatMap((service) => serviceFindings(service, pods, []));
    tellOnce(findings.filter(({ reason }) => reason === "SelectsNoPods"));
  };
  cluster.clock.sleep(PODS_ARE_MADE, signal).then(look, () => undefined);
}
