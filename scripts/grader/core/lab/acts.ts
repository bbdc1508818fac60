import type { Act, Check, LabFile, ObjectName } from "#core/generated/lab.ts";
import type { ObjectProblem } from "#core/issue.ts";
import { kindName } from "#core/kubernetes/object.ts";
import { isClusterScoped } from "#core/kubernetes/schema/kinds.ts";
import { validateObject } from "#core/kubernetes/validation/validate.ts";
import { partialProblems } from "./matches.ts";

/** What the schema cannot say about what a check does: objects that Kubernetes refuses, and what others in the cluster would feel. */
export function actProblems({ act = [] }: Check, lab: LabFile): ObjectProblem[] {
  return act.flatMap((step, index) => {
    const disturbing = lab.cluster?.scope === "cluster" ? [] : disturbance(step);
    return [...disturbing, ...objectProblems(step)].map((problem) => ({
      ...problem,
      path: ["act", index, ...problem.path],
    }));
  });
}

/** Who changes what is not in the namespace of the grade must have the cluster alone. */
function disturbance(act: Act): ObjectProblem[] {
  const [name = ""] = Object.keys(act);
  const { metadata, ...applied } = (act.apply?.object ?? {}) as ObjectName & { metadata?: { namespace?: string } };
  const target = act.delete?.objects ?? act.scale?.object ?? act.patch?.object ?? act.exec?.pods ?? act.hang?.pods;
  const outside = target
    ? target.namespace !== undefined || isClusterScoped(target)
    : act.apply && (metadata?.namespace !== undefined || isClusterScoped(applied));
  const always = act.cordon ?? act.uncordon ?? act.drain ?? act.stop ?? act.start;
  return outside || always ? [{ code: "needs-cluster-scope", path: [name] }] : [];
}

/** The kinds whose number of Pods can be asked for. */
const SCALABLE = ["apps/v1/Deployment", "apps/v1/ReplicaSet", "apps/v1/StatefulSet"];

function objectProblems({ scale, patch, apply }: Act): ObjectProblem[] {
  const under = (path: string[], problems: ObjectProblem[]) =>
    problems.map((problem) => ({ ...problem, path: [...path, ...problem.path] }));
  const unscalable: ObjectProblem[] =
    scale && !SCALABLE.includes(kindName(scale.object))
      ? [
          {
            code: "invalid-value",
            path: ["scale", "object", "kind"],
            expected: SCALABLE,
            actual: kindName(scale.object),
          },
        ]
      : [];
  const { apiVersion, kind } = (patch?.object ?? {}) as ObjectName;
  return [
    ...unscalable,
    ...(patch ? under(["patch", "merge"], partialProblems(patch.merge, { apiVersion, kind })) : []),
    ...(apply ? under(["apply", "object"], validateObject(apply.object)) : []),
  ];
}
