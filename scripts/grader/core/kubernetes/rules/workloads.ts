import type { ObjectProblem } from "#core/issue.ts";
import { type Json, ownValue } from "#core/json.ts";
import type {
  DaemonSetSpec,
  DeploymentSpec,
  LabelSelector,
  PodTemplateSpec,
  ReplicaSetSpec,
  RollingUpdateDaemonSet,
  RollingUpdateDeployment,
  StatefulSetSpec,
} from "#core/kubernetes/generated/types.d.ts";
import { selects } from "#core/kubernetes/labels.ts";
import type { Path } from "#core/path.ts";
import { invalid, missing, negative, outsideRange, type Rule } from "./rule.ts";
import { badText, dnsLabel } from "./text/formats.ts";

interface Workload {
  selector?: LabelSelector;
  template?: PodTemplateSpec;
}

/** Source: pkg/apis/apps/validation: a selector is required, may not be empty, and selects the template's labels. */
export const selectorOfTemplate: Rule<Workload> = ({ selector, template }) => {
  if (!selector) return [missing(["selector"])];
  const { matchLabels = {}, matchExpressions = [] } = selector;
  if (Object.keys(matchLabels).length + matchExpressions.length === 0) return [missing(["selector", "matchLabels"])];
  const labels = template?.metadata?.labels ?? {};
  return template && !selects(selector, labels) ? [mismatch(selector, labels)] : [];
};

/** Names the label when one alone differs, the labels otherwise. */
function mismatch(selector: LabelSelector, labels: { [key: string]: string }): ObjectProblem {
  const path = ["template", "metadata", "labels"];
  const code = "selector-does-not-match-labels";
  const differing = Object.entries(selector.matchLabels ?? {}).filter(
    ([key, value]) => ownValue(labels, key) !== value,
  );
  const [only] = differing;
  if (only && differing.length === 1 && Object.keys(labels).length > 0) {
    const [key, value] = only;
    return { code, path: [...path, key], expected: value, actual: ownValue(labels, key) ?? null };
  }
  const expected = selector.matchExpressions ? (selector as Json) : (selector.matchLabels ?? {});
  return { code, path, expected, actual: labels };
}

/** Source: pkg/apis/apps/validation, ValidatePodTemplateSpecForReplicaSet and its likes. */
export const podsRunForever: Rule<Workload> = ({ template }) => {
  const { restartPolicy = "", activeDeadlineSeconds } = template?.spec ?? {};
  const path = ["template", "spec"];
  return [
    ...(restartPolicy === "" || restartPolicy === "Always"
      ? []
      : [invalid([...path, "restartPolicy"], ["Always"], restartPolicy, "Always")]),
    ...(activeDeadlineSeconds === undefined
      ? []
      : [invalid([...path, "activeDeadlineSeconds"], "left out: these Pods have no deadline", activeDeadlineSeconds)]),
  ];
};

/** Source: pkg/apis/apps/validation, ValidateDeploymentSpec and its likes. */
export const workloadNumbers: Rule<DeploymentSpec & ReplicaSetSpec & StatefulSetSpec & DaemonSetSpec> = (spec) =>
  negative(spec, ["replicas", "minReadySeconds", "revisionHistoryLimit"]);

/** Source: pkg/apis/apps/validation, ValidateDeploymentSpec. */
export const progressDeadline: Rule<DeploymentSpec> = ({ progressDeadlineSeconds = 600, minReadySeconds = 0 }) =>
  progressDeadlineSeconds > minReadySeconds
    ? []
    : [invalid(["progressDeadlineSeconds"], `more than minReadySeconds (${minReadySeconds})`, progressDeadlineSeconds)];

/** Source: pkg/apis/apps/validation, ValidateDeploymentStrategy. */
export const deploymentStrategy: Rule<DeploymentSpec> = ({ strategy }) =>
  strategy?.type === "Recreate" && strategy.rollingUpdate
    ? [invalid(["strategy", "rollingUpdate"], "left out with the type Recreate", strategy.rollingUpdate)]
    : [];

/** Source: pkg/apis/apps/validation, ValidateStatefulSetSpec. */
export const statefulSetStrategy: Rule<StatefulSetSpec> = ({ updateStrategy, serviceName }) => {
  const { type = "", rollingUpdate } = updateStrategy ?? {};
  return [
    ...badText(dnsLabel, serviceName || undefined, ["serviceName"]),
    ...outsideRange(["updateStrategy", "rollingUpdate", "partition"], rollingUpdate?.partition, 0),
    ...(type === "OnDelete" && rollingUpdate
      ? [invalid(["updateStrategy", "rollingUpdate"], "left out with the type OnDelete", rollingUpdate)]
      : []),
  ];
};

/** Source: pkg/apis/apps/validation, ValidateRollingUpdateDeployment. */
export const rollingUpdate: Rule<RollingUpdateDeployment> = ({ maxSurge = "25%", maxUnavailable = "25%" }) => [
  ...countOrPercentage(maxSurge, ["maxSurge"]),
  ...countOrPercentage(maxUnavailable, ["maxUnavailable"], 100),
  ...(isZero(maxSurge) && isZero(maxUnavailable)
    ? [invalid(["maxUnavailable"], "more than 0, when maxSurge is 0", maxUnavailable)]
    : []),
];

/** Source: pkg/apis/apps/validation, ValidateRollingUpdateDaemonSet. */
export const rollingUpdateOfDaemonSet: Rule<RollingUpdateDaemonSet> = ({ maxSurge = 0, maxUnavailable = 1 }) => {
  const findings = [
    ...countOrPercentage(maxSurge, ["maxSurge"], 100),
    ...countOrPercentage(maxUnavailable, ["maxUnavailable"], 100),
  ];
  if (findings.length > 0 || isZero(maxSurge) !== isZero(maxUnavailable)) return findings;
  const expected = isZero(maxSurge) ? "more than 0, when maxSurge is 0" : "0, when maxSurge is more than 0";
  return [invalid(["maxUnavailable"], expected, maxUnavailable)];
};

function isZero(value: number | string): boolean {
  return value === 0 || value === "0%";
}

/** A number of Pods or a share of them. Source: pkg/apis/apps/validation, ValidatePositiveIntOrPercent and IsNotMoreThan100Percent. */
export function countOrPercentage(value: number | string | undefined, path: Path, most = Infinity): ObjectProblem[] {
  if (typeof value !== "string") return outsideRange(path, value, 0);
  const suggestion = /^\d+$/.test(value) ? value : undefined;
  if (!/^\d+%$/.test(value)) return [invalid(path, "a number, or a percentage such as 25%", value, suggestion)];
  return Number.parseInt(value, 10) > most ? [invalid(path, `at most ${most}%`, value)] : [];
}
