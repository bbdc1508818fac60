import type { VariableName } from "#core/cel/expression.ts";
import type {
  Access,
  Check,
  Exec,
  Logs,
  ManifestSelector,
  ObjectName,
  ObjectSelector,
  Request,
  Rights,
} from "#core/generated/lab.ts";

/** What a check looks at, as the lab file says it. */
export type Subject =
  | { kind: "manifests"; of: ManifestSelector }
  | { kind: "object"; of: ObjectName }
  | { kind: "objects"; of: ObjectSelector }
  | { kind: "request"; of: Request }
  | { kind: "may"; of: Access }
  | { kind: "rights"; of: Rights }
  | { kind: "logs"; of: Logs }
  | { kind: "exec"; of: Exec };

/** The name under which an expression finds what the check looks at. */
export const VARIABLES: Record<Subject["kind"], VariableName> = {
  manifests: "objects",
  object: "object",
  objects: "objects",
  request: "responses",
  may: "answers",
  rights: "rights",
  logs: "logs",
  exec: "results",
};

/** The schema of lab files lets exactly one of them be there. */
export function subjectOf(check: Check): Subject {
  const { manifests, object, objects, request, may, rights, logs, exec } = check;
  if (manifests) return { kind: "manifests", of: manifests };
  if (object) return { kind: "object", of: object };
  if (objects) return { kind: "objects", of: objects };
  if (request) return { kind: "request", of: request };
  if (may) return { kind: "may", of: may };
  if (rights) return { kind: "rights", of: rights };
  if (logs) return { kind: "logs", of: logs };
  if (exec) return { kind: "exec", of: exec };
  throw new Error(`check ${check.id} looks at nothing`);
}

/** What there must be at least one of, in words for messages. */
export function subjectText(subject: Subject): string {
  switch (subject.kind) {
    case "manifests":
      return `a submitted ${subject.of.kind}`;
    case "object":
      return `${subject.of.kind}/${subject.of.name}`;
    case "objects":
      return selectorText(subject.of);
    case "request":
      return subject.of.pods ? selectorText(subject.of.pods) : "a response";
    case "may":
    case "rights":
      return "an answer";
    case "logs":
    case "exec":
      return selectorText(subject.of.pods);
  }
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
