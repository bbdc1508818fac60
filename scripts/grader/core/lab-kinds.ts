import type { Check, LabFile, ObjectSelector } from "#core/generated/lab.ts";
import type { Issue } from "#core/issue.ts";
import { kindProblems } from "#core/kubernetes/kinds.ts";
import { kindName } from "#core/kubernetes-object.ts";
import { locatedIssue } from "#core/located-issue.ts";
import { type Path, pathText } from "#core/path.ts";
import type { YamlDocument } from "#core/yaml-documents.ts";

interface Kind {
  apiVersion: string;
  kind: string;
}

/** What the schema cannot say about what is handed in: kinds that Kubernetes does not have, objects of a kind that is not allowed. */
export function submissionIssues({ submission }: LabFile, document: YamlDocument): Issue[] {
  const allowed = submission.kinds.flatMap((name, index) => {
    const slash = name.lastIndexOf("/");
    const kind = { apiVersion: name.slice(0, slash), kind: name.slice(slash + 1) };
    const path = ["submission", "kinds", index];
    return kindProblems({ ...kind }).map((problem) => locatedIssue({ ...problem, path }, document));
  });
  const objects = submission.objects.flatMap((object, index) => {
    const path: Path = ["submission", "objects", index];
    if (submission.kinds.includes(kindName(object))) return [];
    const unknown = kindIssues(object, path, document);
    if (unknown.length > 0) return unknown;
    return [
      {
        code: "kind-not-allowed" as const,
        location: document.locate([...path, "kind"]),
        path: pathText([...path, "kind"]),
        expected: submission.kinds,
        actual: kindName(object),
      },
    ];
  });
  return [...allowed, ...objects];
}

/** Kinds named in a check that Kubernetes does not have: nothing of them would ever be found. */
export function checkKindIssues(check: Check, path: Path, document: YamlDocument): Issue[] {
  const selectors: [ObjectSelector | undefined, Path][] = [
    [check.objects, [...path, "objects"]],
    [check.act?.delete.objects, [...path, "act", "delete", "objects"]],
  ];
  return [
    ...(check.object ? kindIssues(check.object, [...path, "object"], document) : []),
    ...selectors.flatMap(([selector, at]) => [
      ...(selector ? kindIssues(selector, at, document) : []),
      ...(selector?.ownedBy ? kindIssues(selector.ownedBy, [...at, "ownedBy"], document) : []),
    ]),
  ];
}

function kindIssues({ apiVersion, kind }: Kind, path: Path, document: YamlDocument): Issue[] {
  return kindProblems({ apiVersion, kind }).map((problem) =>
    locatedIssue({ ...problem, path: [...path, ...problem.path] }, document),
  );
}
