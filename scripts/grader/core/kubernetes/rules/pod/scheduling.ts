import type { ObjectProblem } from "#core/issue.ts";
import type {
  NodeSelector,
  NodeSelectorRequirement,
  PodAffinityTerm,
  PodSpec,
  Toleration,
  TopologySpreadConstraint,
} from "#core/kubernetes/generated/types.d.ts";
import { operatorProblems } from "#core/kubernetes/rules/metadata.ts";
import { invalid, outsideRange, type Rule, unknownValue } from "#core/kubernetes/rules/rule.ts";
import { badText, dnsLabel, labelKey, labelValue } from "#core/kubernetes/rules/text/formats.ts";

/** Source: pkg/apis/core/validation, ValidateTolerations. */
export const toleration: Rule<Toleration> = ({
  key = "",
  operator = "",
  value = "",
  effect = "",
  tolerationSeconds,
}) => {
  const findings: ObjectProblem[] = key === "" ? [] : badText(labelKey, key, ["key"]);
  // The schema knows Lt and Gt as well, but behind a feature gate that is off by default.
  if (operator !== "") findings.push(...unknownValue(["operator"], ["Equal", "Exists"], operator));
  if (key === "" && operator !== "Exists")
    findings.push(invalid(["operator"], "Exists, when there is no key", operator));
  if (operator === "Exists" && value !== "")
    findings.push(invalid(["value"], "left out with the operator Exists", value));
  if (operator !== "Exists") findings.push(...badText(labelValue, value, ["value"]));
  if (tolerationSeconds !== undefined && effect !== "NoExecute") {
    findings.push(invalid(["effect"], "NoExecute, when there are tolerationSeconds", effect));
  }
  return findings;
};

const nodeOperators = ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"];

/** Source: pkg/apis/core/validation, ValidateNodeSelectorRequirement. */
export const nodeRequirement: Rule<NodeSelectorRequirement> = ({ key, operator = "", values = [] }) => [
  ...badText(labelKey, key || undefined, ["key"]),
  ...operatorProblems(operator, values, nodeOperators),
  ...(["Gt", "Lt"].includes(operator) && values.length !== 1
    ? [invalid(["values"], `one value for the operator ${operator}`, values)]
    : []),
];

/** The values of terms that a node must meet; those of preferred terms are not looked at. Source: pkg/apis/core/validation, ValidateNodeSelector. */
export const nodeSelectorValues: Rule<NodeSelector> = ({ nodeSelectorTerms = [] }) =>
  nodeSelectorTerms.flatMap(({ matchExpressions = [] }, term) =>
    matchExpressions.flatMap(({ values = [] }, expression) =>
      values.flatMap((value, index) =>
        badText(labelValue, value, ["nodeSelectorTerms", term, "matchExpressions", expression, "values", index]),
      ),
    ),
  );

/** Source: pkg/apis/core/validation, validatePodAffinityTerm. */
export const affinityTerm: Rule<PodAffinityTerm> = (term) => {
  const { topologyKey, namespaces = [], labelSelector } = term;
  const withoutSelector = (["matchLabelKeys", "mismatchLabelKeys"] as const).filter(
    (field) => (term[field] ?? []).length > 0 && !labelSelector,
  );
  return [
    ...badText(labelKey, topologyKey || undefined, ["topologyKey"]),
    ...namespaces.flatMap((name, index) => badText(dnsLabel, name, ["namespaces", index])),
    ...withoutSelector.map((field) => invalid([field], "left out without labelSelector", term[field])),
  ];
};

/** Source: pkg/apis/core/validation, ValidatePreferredSchedulingTerms and validateWeightedPodAffinityTerms. */
export const weight: Rule<{ weight?: number }> = (term) => outsideRange(["weight"], term.weight, 1, 100);

/** Source: pkg/apis/core/validation, validateTopologySpreadConstraints. */
export const topologySpread: Rule<TopologySpreadConstraint> = ({ maxSkew, minDomains, matchLabelKeys = [] }) => [
  ...matchLabelKeys.flatMap((key, index) => badText(labelKey, key, ["matchLabelKeys", index])),
  ...outsideRange(["maxSkew"], maxSkew, 1),
  ...outsideRange(["minDomains"], minDomains, 1),
];

/** Source: pkg/apis/core/validation, validateTopologySpreadConstraints. */
export const topologySpreadsDiffer: Rule<PodSpec> = ({ topologySpreadConstraints = [] }) => {
  const seen = new Set<string>();
  return topologySpreadConstraints.flatMap(({ topologyKey, whenUnsatisfiable }, index) => {
    const key = `${whenUnsatisfiable} ${topologyKey}`;
    const repeated = seen.has(key);
    seen.add(key);
    const path = ["topologySpreadConstraints", index, "topologyKey"];
    return repeated ? [invalid(path, "one constraint for each topologyKey and whenUnsatisfiable", topologyKey)] : [];
  });
};
