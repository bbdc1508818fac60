import { sameValue } from "#core/json.ts";
import { type Fields, fieldsList } from "#core/kubernetes/defaults/fields.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";

const label = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const subdomain = `${label}(\\.${label})*`;
const labelRule = `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${label}')`;
const subdomainRule = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${subdomain}')`;

/** What the API server refuses and webernetes would store, in the API server's words; undefined for a good object. */
export function invalidity(object: KubernetesObject): string | undefined {
  const causes = [...nameCauses(object), ...(object.kind === "Service" ? serviceCauses(object) : [])];
  if (causes.length === 0) return undefined;
  const qualified = object.apiVersion === "apps/v1" ? `${object.kind}.apps` : object.kind;
  const all = causes.length === 1 ? causes[0] : `[${causes.join(", ")}]`;
  return `${qualified} "${object.metadata.name}" is invalid: ${all}`;
}

/** Why settings that were declared immutable may not become these, in the API server's words; undefined where they may. */
export function immutability(object: KubernetesObject, existing: KubernetesObject): string | undefined {
  if (existing["immutable"] !== true) return undefined;
  const rule = "Forbidden: field is immutable when `immutable` is set";
  const causes = ["immutable", "data", "binaryData"].filter(
    (field) => !sameValue(object[field] ?? {}, existing[field] ?? {}),
  );
  if (causes.length === 0) return undefined;
  const all = causes.map((field) => `${field}: ${rule}`);
  return `${object.kind} "${object.metadata.name}" is invalid: ${all.length === 1 ? all[0] : `[${all.join(", ")}]`}`;
}

function nameCauses({ kind, metadata: { name } }: KubernetesObject): string[] {
  const isLabel = kind === "Namespace" || kind === "Service";
  const [pattern, longest, rule] = isLabel ? [label, 63, labelRule] : [subdomain, 253, subdomainRule];
  const causes = new RegExp(`^${pattern}$`).test(name) ? [] : [rule];
  if (name.length > longest) causes.push(`must be no more than ${longest} bytes`);
  return causes.map((cause) => `metadata.name: Invalid value: "${name}": ${cause}`);
}

function serviceCauses({ spec }: KubernetesObject): string[] {
  const { type = "ClusterIP", ports } = spec as Fields;
  if (fieldsList(ports).length === 0) return ["spec.ports: Required value"];
  return fieldsList(ports).flatMap(({ nodePort }, index) => {
    const path = `spec.ports[${index}].nodePort`;
    if (nodePort === undefined) return [];
    if (type === "ClusterIP") return [`${path}: Forbidden: may not be used when \`type\` is 'ClusterIP'`];
    const port = Number(nodePort);
    const inRange = port >= 30_000 && port <= 32_767;
    const rule = "provided port is not in the valid range. The range of valid ports is 30000-32767";
    return inRange ? [] : [`${path}: Invalid value: ${port}: ${rule}`];
  });
}
