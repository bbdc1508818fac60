import type { ObjectProblem } from "#core/issue.ts";
import { isJsonMap, type JsonMap, valueAt } from "#core/json.ts";
import type { PodSpec } from "#core/kubernetes/generated/types.d.ts";
import type { Path } from "#core/path.ts";
import { baseline } from "./baseline.ts";
import type { Control } from "./control.ts";
import { restricted } from "./restricted.ts";

/** The controls of each level of the Pod Security Standards, by the names that Kubernetes' documentation gives them. */
const CONTROLS: Record<PodSecurity, Control[]> = {
  privileged: [],
  baseline: Object.values(baseline),
  restricted: [...Object.values(baseline), ...Object.values(restricted)],
};

/** Where an object of any kind may hold the spec of Pods: a Pod's own, a template's, a CronJob's template's template's. */
const SPECS: Path[] = [["spec"], ["spec", "template", "spec"], ["spec", "jobTemplate", "spec", "template", "spec"]];

/**
 * What a valid object's Pods do that the level forbids, so that the namespace's admission would refuse them: for a
 * workload long after the learner's file was accepted, for which the API server only warns.
 */
export function podSecurityProblems(object: JsonMap, level: PodSecurity): ObjectProblem[] {
  return SPECS.flatMap((path) => {
    const spec = valueAt(object, path);
    if (!isJsonMap(spec) || !Array.isArray(spec["containers"])) return [];
    return CONTROLS[level]
      .flatMap((control) => control(spec as PodSpec))
      .map((problem) => ({ ...problem, path: [...path, ...problem.path] }));
  });
}

/** The levels of the Pod Security Standards. */
export type PodSecurity = "privileged" | "baseline" | "restricted";
