import type { Check, ObjectName, ObjectSelector, Request } from "#core/generated/lab.ts";
import type { HttpResponse } from "#core/cluster.ts";
import type { KubernetesObject } from "#core/kubernetes-object.ts";

/** What a check looks at, as the lab file says it. */
export type Subject =
  | { kind: "object"; object: ObjectName }
  | { kind: "objects"; objects: ObjectSelector }
  | { kind: "request"; request: Request };

/** What it saw at one moment. */
export type Sight =
  | { kind: "object"; object: KubernetesObject | undefined }
  | { kind: "objects"; objects: KubernetesObject[] }
  | { kind: "request"; responses: HttpResponse[] };

/** The schema of lab files lets exactly one of the three be there. */
export function subjectOf(check: Check): Subject {
  if (check.object) return { kind: "object", object: check.object };
  if (check.objects) return { kind: "objects", objects: check.objects };
  if (check.request) return { kind: "request", request: check.request };
  throw new Error(`check ${check.id} looks at nothing`);
}

/** `Pod` with its labels and owner, in words for messages. */
export function selectorText({ kind, labels, ownedBy }: ObjectSelector): string {
  const parts = [kind];
  if (labels)
    parts.push(
      `with ${Object.entries(labels)
        .map(([key, value]) => `${key}=${value}`)
        .join(",")}`,
    );
  if (ownedBy) parts.push(`owned by ${ownedBy.kind}/${ownedBy.name}`);
  return parts.join(" ");
}
