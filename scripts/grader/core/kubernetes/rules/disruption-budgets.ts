import type { PodDisruptionBudgetSpec } from "#core/kubernetes/generated/types.d.ts";
import { invalid, type Rule } from "./rule.ts";
import { countOrPercentage } from "./workloads.ts";

/** Source: pkg/apis/policy/validation, ValidatePodDisruptionBudgetSpec. */
export const disruptionBudget: Rule<PodDisruptionBudgetSpec> = ({ minAvailable, maxUnavailable }) => [
  ...countOrPercentage(minAvailable, ["minAvailable"], 100),
  ...countOrPercentage(maxUnavailable, ["maxUnavailable"], 100),
  ...(minAvailable !== undefined && maxUnavailable !== undefined
    ? [invalid([], "either minAvailable or maxUnavailable", ["minAvailable", "maxUnavailable"])]
    : []),
];
