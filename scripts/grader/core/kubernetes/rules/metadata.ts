import type { ObjectProblem } from "#core/issue.ts";
import { type JsonMap, ownValue } from "#core/json.ts";
import type { LabelSelectorRequirement, ObjectMeta } from "#core/kubernetes/generated/types.d.ts";
import { below, invalid, missing, type Rule, unknownValue } from "./rule.ts";
import {
  annotationKey,
  badText,
  dnsLabel,
  dnsSubdomain,
  labelKey,
  labelValue,
  pathSegment,
  type TextFormat,
} from "./text/formats.ts";

/** Kinds whose names are not DNS subdomains of up to 253 characters. Source: the strategies of Kubernetes' registries. */
const nameFormats: { readonly [kind: string]: TextFormat } = {
  Namespace: dnsLabel,
  Service: dnsLabel,
  StatefulSet: dnsLabel,
  Role: pathSegment,
  RoleBinding: pathSegment,
  Event: pathSegment,
};

/** Names that become part of the name or a label of what the controller creates. Source: pkg/apis/batch/validation. */
const nameLengths: { readonly [kind: string]: number } = { CronJob: 52, Job: 63 };

/** Source: apimachinery's ValidateObjectMeta and `kubectl apply`, which needs a name. */
export const objectName: Rule<JsonMap> = (object) => {
  const { name } = (object["metadata"] ?? {}) as ObjectMeta;
  if (name === undefined || name === "") return [missing(["metadata", "name"])];
  const kind = kindOf(object);
  const wrong = badText(ownValue(nameFormats, kind) ?? dnsSubdomain, name, ["metadata", "name"]);
  const most = ownValue(nameLengths, kind) ?? Infinity;
  if (wrong.length > 0 || name.length <= most) return wrong;
  return [invalid(["metadata", "name"], `at most ${most} characters`, name)];
};

function kindOf({ kind }: JsonMap): string {
  return typeof kind === "string" ? kind : "";
}

function labelProblems(labels: { [key: string]: string } | undefined): ObjectProblem[] {
  return Object.entries(labels ?? {}).flatMap(([key, value]) => [
    ...badText(labelKey, key, [key]),
    ...badText(labelValue, value, [key]),
  ]);
}

/** Labels below a field such as `labels`, `matchLabels` or `nodeSelector`. Source: apimachinery's ValidateLabels. */
export function labelsAt<Field extends string>(field: Field): Rule<{ [name in Field]?: { [key: string]: string } }> {
  return (value) => below([field], labelProblems(value[field]));
}

/** Source: apimachinery's ValidateAnnotations. */
export const annotations: Rule<ObjectMeta> = (metadata) => {
  const entries = Object.entries(metadata.annotations ?? {});
  const size = entries.reduce((sum, [key, value]) => sum + key.length + value.length, 0);
  if (size > 256 * 1024) return [invalid(["annotations"], "at most 256 KiB", size)];
  return entries.flatMap(([key]) => badText(annotationKey, key, ["annotations", key]));
};

/** Source: apimachinery's ValidateNamespaceName. */
export const namespaceName: Rule<ObjectMeta> = (metadata) =>
  metadata.namespace === "" ? [] : badText(dnsLabel, metadata.namespace, ["namespace"]);

const operators = ["In", "NotIn", "Exists", "DoesNotExist"];

/** Source: apimachinery's ValidateLabelSelectorRequirement. */
export const selectorRequirement: Rule<LabelSelectorRequirement> = ({ key, operator, values = [] }) => [
  ...badText(labelKey, key, ["key"]),
  ...operatorProblems(operator, values, operators),
  ...values.flatMap((value, index) => badText(labelValue, value, ["values", index])),
];

/** An operator, and values that fit to it; shared with the requirements of node selectors. */
export function operatorProblems(
  operator: string | undefined,
  values: readonly string[],
  known: readonly string[],
): ObjectProblem[] {
  if (operator === undefined || !known.includes(operator)) return unknownValue(["operator"], known, operator);
  if (operator.endsWith("In") && values.length === 0)
    return [missing(["values"], `values for the operator ${operator}`)];
  if (operator.includes("Exist") && values.length > 0)
    return [invalid(["values"], `left out with the operator ${operator}`, [...values])];
  return [];
}
