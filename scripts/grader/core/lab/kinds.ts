import type { Check, LabFile, NodeChoice, ObjectSelector } from "#core/generated/lab.ts";
import type { Issue, ObjectProblem } from "#core/issue.ts";
import { kindName } from "#core/kubernetes/object.ts";
import { isClusterScoped, kindProblems } from "#core/kubernetes/schema/kinds.ts";
import type { Path } from "#core/path.ts";
import type { YamlDocument } from "#core/yaml/documents.ts";
import { locatedIssue } from "#core/yaml/located-issue.ts";
import { submissionRules } from "./submission-rules.ts";

interface Kind {
  apiVersion: string;
  kind: string;
}

/** What the schema cannot say about what is handed in: kinds that Kubernetes does not have, objects of a kind that is not allowed. */
export function submissionIssues(file: LabFile, document: YamlDocument): Issue[] {
  const submission = submissionRules(file);
  const allowed = submission.kinds.flatMap((name, index): ObjectProblem[] => {
    const slash = name.lastIndexOf("/");
    const kind = { apiVersion: name.slice(0, slash), kind: name.slice(slash + 1) };
    const path = ["submission", "kinds", index];
    if (isClusterScoped(kind))
      return [{ code: "invalid-value", path, expected: "a kind whose objects live in a namespace", actual: name }];
    return kindProblems({ ...kind }).map((problem) => ({ ...problem, path }));
  });
  const objects = submission.objects.flatMap((object, index) =>
    submittedKindProblems(object, ["submission", "objects", index], submission.kinds),
  );
  return [...allowed, ...objects].map((problem) => locatedIssue(problem, document));
}

/** What is wrong with a kind of which something should be among what was submitted. */
function submittedKindProblems(of: Kind, path: Path, allowed: string[]): ObjectProblem[] {
  if (allowed.includes(kindName(of))) return [];
  const unknown = unknownKindProblems(of, path);
  if (unknown.length > 0) return unknown;
  return [{ code: "kind-not-allowed", path: [...path, "kind"], expected: allowed, actual: kindName(of) }];
}

/** Kinds named in a check that Kubernetes does not have, or that cannot be there: nothing of them would ever be found. */
export function checkKindProblems(check: Check, allowed: string[]): ObjectProblem[] {
  const { manifests, object, objects, request, logs, exec, facts = {} } = check;
  const pods: [ObjectSelector | undefined, Path][] = [
    [request?.pods, ["request", "pods"]],
    [request?.answeredBy?.pods, ["request", "answeredBy", "pods"]],
    [logs?.pods, ["logs", "pods"]],
    [exec?.pods, ["exec", "pods"]],
  ];
  return [
    ...(manifests ? submittedKindProblems(manifests, ["manifests"], allowed) : []),
    ...(object ? unknownKindProblems(object, ["object"]) : []),
    ...(objects ? selectorProblems(objects, ["objects"]) : []),
    ...pods.flatMap(([selector, path]) => (selector ? podSelectorProblems(selector, path) : [])),
    ...Object.entries(facts).flatMap(([name, selector]) => selectorProblems(selector, ["facts", name])),
    ...(check.act ?? []).flatMap((act, index) =>
      actKindProblems(act).map((problem) => ({ ...problem, path: ["act", index, ...problem.path] })),
    ),
  ];
}

function actKindProblems(act: NonNullable<Check["act"]>[number]): ObjectProblem[] {
  const named = (["scale", "patch"] as const).flatMap((name): ObjectProblem[] => {
    const object = act[name]?.object;
    return object ? unknownKindProblems(object, [name, "object"]) : [];
  });
  const onNode = (["cordon", "drain", "stop"] as const).flatMap((name): ObjectProblem[] => {
    const { runningMostOf } = (act[name] ?? {}) as Partial<NodeChoice>;
    return runningMostOf ? podSelectorProblems(runningMostOf, [name, "runningMostOf"]) : [];
  });
  return [
    ...(act.delete ? selectorProblems(act.delete.objects, ["delete", "objects"]) : []),
    ...(act.exec ? podSelectorProblems(act.exec.pods, ["exec", "pods"]) : []),
    ...(act.hang ? podSelectorProblems(act.hang.pods, ["hang", "pods"]) : []),
    ...named,
    ...onNode,
  ];
}

function selectorProblems(selector: ObjectSelector, path: Path): ObjectProblem[] {
  return [
    ...unknownKindProblems(selector, path),
    ...(selector.ownedBy ? unknownKindProblems(selector.ownedBy, [...path, "ownedBy"]) : []),
  ];
}

/** Only Pods have containers, addresses and nodes. */
function podSelectorProblems(selector: ObjectSelector, path: Path): ObjectProblem[] {
  const problems = selectorProblems(selector, path);
  if (problems.length > 0 || kindName(selector) === "v1/Pod") return problems;
  return [{ code: "invalid-value", path: [...path, "kind"], expected: "v1/Pod", actual: kindName(selector) }];
}

function unknownKindProblems({ apiVersion, kind }: Kind, path: Path): ObjectProblem[] {
  return kindProblems({ apiVersion, kind }).map((problem) => ({ ...problem, path: [...path, ...problem.path] }));
}
