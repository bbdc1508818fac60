import type { ObjectProblem } from "#core/issue.ts";
import type { JsonMap } from "#core/json.ts";
import { podSpecsOf } from "#core/kubernetes/pod-specs.ts";
import { baseline } from "./baseline.ts";
import type { Control } from "./control.ts";
import { restricted } from "./restricted.ts";

/** The controls of each level of the Pod Security Standards, by the names that Kubernetes' documentation gives them. */
const CONTROLS: Record<PodSecurity, Control[]> = {
  privileged: [],
  baseline: Object.values(baseline),
  restricted: [...Object.values(baseline), ...Object.values(restricted)],
};

/**
 * What a valid object's Pods do that the level forbids, so that the namespace's admission would refuse them: for a
 * workload long after the learner's file was accepted, for which the API server only warns.
 */
export function podSecurityProblems(object: JsonMap, level: PodSecurity): ObjectProblem[] {
  return podSpecsOf(object).flatMap(({ path, spec }) =>
    CONTROLS[level]
      .flatMap((control) => control(spec))
      .map((problem) => ({ ...problem, path: [...path, ...problem.path] })),
  );
}

/** The levels of the Pod Security Standards. */
export type PodSecurity = "privileged" | "baseline" | "restricted";
