import { distance } from "fastest-levenshtein";
import { ownValue } from "#core/json.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { type Finding, nameOf } from "./findings.ts";

/** A Service without Pods, or without one that is ready, sends its requests nowhere, and no event says so. */
export function serviceFindings(
  service: KubernetesObject,
  pods: readonly KubernetesObject[],
  slices: readonly KubernetesObject[],
): Finding[] {
  const selector = (service.spec as { selector?: Record<string, string> } | undefined)?.selector ?? {};
  const wanted = Object.entries(selector);
  if (wanted.length === 0) return [];
  if (pods.some((pod) => wanted.every(([key, value]) => pod.metadata.labels?.[key] === value)))
    return endpointFindings(service, slices);
  const pod = nearestPod(wanted, pods);
  const has = pod && wanted.map(([key]) => `${key}=${pod.metadata.labels?.[key] ?? "(none)"}`).join(",");
  const message = `its selector is ${wanted.map(([key, value]) => `${key}=${value}`).join(",")}, and ${has ? `the Pods have ${has}` : "there are no Pods"}`;
  return [
    {
      kind: "service",
      object: nameOf(service),
      reason: "SelectsNoPods",
      message,
      on: pod ? [service, pod] : [service],
    },
  ];
}

/** The Pod whose labels were most likely meant. */
function nearestPod(
  wanted: readonly [key: string, value: string][],
  pods: readonly KubernetesObject[],
): KubernetesObject | undefined {
  const errors = ({ metadata: { labels = {} } }: KubernetesObject) =>
    wanted.reduce((sum, [key, value]) => sum + distance(ownValue(labels, key) ?? "", value), 0);
  return [...pods].sort((a, b) => errors(a) - errors(b))[0];
}

function endpointFindings(service: KubernetesObject, slices: readonly KubernetesObject[]): Finding[] {
  const endpoints = slices
    .filter(({ metadata }) => metadata.labels?.["kubernetes.io/service-name"] === service.metadata.name)
    .flatMap((slice) => (slice as { endpoints?: { conditions?: { ready?: boolean } }[] | null }).endpoints ?? []);
  if (endpoints.some(({ conditions: state }) => state?.ready !== false)) return [];
  const message =
    endpoints.length === 0 ? "it has no endpoints yet" : `none of its ${endpoints.length} endpoints is ready`;
  return [{ kind: "service", object: nameOf(service), reason: "NoReadyEndpoints", message, on: [service] }];
}
