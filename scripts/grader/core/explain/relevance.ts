import type { Check, ObjectName, ObjectSelector } from "#core/generated/lab.ts";
import { kindName, type KubernetesObject } from "#core/kubernetes/object.ts";
import { controllers } from "#core/kubernetes/owners.ts";
import type { Finding } from "./findings.ts";

/** Whether a finding is about what the check looks at, or about something that this controls. */
export function relevanceTo(check: Check, objects: readonly KubernetesObject[]): (finding: Finding) => boolean {
  const byUid = new Map(objects.map((object) => [object.metadata.uid, object]));
  const meant = lookedAt(check, objects);
  return ({ on }) => on.some((object) => [object, ...controllers(object, byUid)].some(meant));
}

function lookedAt(check: Check, objects: readonly KubernetesObject[]): (object: KubernetesObject) => boolean {
  const { object, request } = check;
  const selector = check.objects ?? request?.pods ?? check.logs?.pods ?? check.exec?.pods;
  const service = request?.service ?? (object?.kind === "Service" ? object.name : undefined);
  return (candidate) =>
    (object !== undefined && isNamed(candidate, object)) ||
    (selector !== undefined && isSelected(candidate, selector)) ||
    (service !== undefined && isServed(candidate, service, objects)) ||
    // Budgets are read only where a node is drained, and there they decide.
    candidate.kind === "PodDisruptionBudget";
}

function isNamed(candidate: KubernetesObject, name: ObjectName): boolean {
  return kindName(candidate) === kindName(name) && candidate.metadata.name === name.name;
}

function isSelected(candidate: KubernetesObject, { ownedBy, labels = {}, ...kind }: ObjectSelector): boolean {
  if (ownedBy) return isNamed(candidate, ownedBy);
  return kindName(candidate) === kindName(kind) && hasLabels(candidate.metadata.labels, labels);
}

/** The Service itself, its Pods, and what would make Pods for it. */
function isServed(candidate: KubernetesObject, name: string, objects: readonly KubernetesObject[]): boolean {
  if (candidate.kind === "Service") return candidate.metadata.name === name;
  const service = objects.find(({ kind, metadata }) => kind === "Service" && metadata.name === name);
  const { selector = {} } = (service?.spec ?? {}) as { selector?: Record<string, string> };
  const { template } = (candidate.spec ?? {}) as { template?: { metadata?: { labels?: Record<string, string> } } };
  const labels = candidate.kind === "Pod" ? candidate.metadata.labels : template?.metadata?.labels;
  return Object.keys(selector).length > 0 && hasLabels(labels, selector);
}

function hasLabels(labels: Record<string, string> | undefined, wanted: Record<string, string>): boolean {
  return Object.entries(wanted).every(([key, value]) => labels?.[key] === value);
}
