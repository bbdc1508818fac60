import type { LabFile } from "#core/generated/lab.ts";
import type { Issue } from "#core/issue.ts";
import { isJsonMap, type JsonMap, valueAt } from "#core/kubernetes/object-problem.ts";
import { type ObjectProblem, validateObject } from "#core/kubernetes/validate.ts";
import { kindName } from "#core/kubernetes-object.ts";
import { locatedIssue } from "#core/located-issue.ts";
import type { Manifest } from "#core/manifest.ts";
import type { YamlDocument } from "#core/yaml-documents.ts";

/** What keeps one document from being applied: what Kubernetes refuses, and what the lab does not allow. */
export function objectIssues(rules: LabFile["submission"], { value, locate }: YamlDocument): Issue[] {
  if (!isJsonMap(value)) return [{ code: "not-a-map", location: locate([]), path: "", actual: value }];
  const problems = validateObject(value);
  const unknownKind = problems.find(({ code }) => code === "unknown-kind");
  if (unknownKind) return [locatedIssue(unknownKind, { locate })];
  const { apiVersion, kind, metadata } = value;
  if (
    typeof apiVersion === "string" &&
    typeof kind === "string" &&
    !rules.kinds.includes(kindName({ apiVersion, kind }))
  )
    return [
      {
        code: "kind-not-allowed",
        location: locate(["kind"]),
        path: "kind",
        expected: rules.kinds,
        actual: kindName({ apiVersion, kind }),
      },
    ];
  const found = problems.length > 0 ? problems : tooManyPods(value);
  const issues = found.map((problem) => locatedIssue(problem, { locate }));
  const namespace = isJsonMap(metadata) ? metadata["namespace"] : undefined;
  if (namespace !== undefined && namespace !== null)
    issues.push({
      code: "namespace-not-allowed",
      location: locate(["metadata", "namespace"], "key"),
      path: "metadata.namespace",
      actual: namespace,
    });
  return [...issues, ...controllersFields(value).map((problem) => locatedIssue(problem, { locate }))];
}

/** With these an object could outlive its grade, or pass for one that a controller made. */
const CONTROLLERS_FIELDS = ["finalizers", "ownerReferences"];

function controllersFields(object: JsonMap): ObjectProblem[] {
  return [["metadata"], ["spec", "template", "metadata"]].flatMap((path) => {
    const metadata = valueAt(object, path);
    const written = CONTROLLERS_FIELDS.filter((field) => isJsonMap(metadata) && metadata[field] !== undefined);
    return written.map((field): ObjectProblem => ({ code: "field-not-allowed", path: [...path, field] }));
  });
}

/** The cluster of a lab has a few small nodes, and others' grades may run on them. */
const MAX_PODS = 50;

function tooManyPods({ spec }: JsonMap): ObjectProblem[] {
  if (!isJsonMap(spec)) return [];
  return ["replicas", "parallelism"].flatMap((field): ObjectProblem[] => {
    const actual = spec[field];
    if (typeof actual !== "number" || actual <= MAX_PODS) return [];
    return [{ code: "invalid-value", path: ["spec", field], expected: `at most ${MAX_PODS} in a lab`, actual }];
  });
}

/** What is wrong with valid manifests as a whole: one is there twice, or one that the lab asks for is not there. */
export function togetherIssues(rules: LabFile["submission"], manifests: readonly Manifest[]): Issue[] {
  const seen = new Set<string>();
  const issues: Issue[] = [];
  for (const { object, locate } of manifests) {
    const name = nameOf({ ...object, name: object.metadata.name });
    if (seen.has(name))
      issues.push({
        code: "duplicate-object",
        location: locate(["metadata", "name"]),
        path: "metadata.name",
        actual: name,
      });
    seen.add(name);
  }
  const missing = rules.objects.filter((wanted) => !seen.has(nameOf(wanted)));
  return [...issues, ...missing.flatMap((wanted) => missingObject(wanted, manifests))];
}

/** Said where the learner most likely meant it: at the name of an object of the same kind, else at a kind. */
function missingObject(wanted: LabFile["submission"]["objects"][number], manifests: readonly Manifest[]): Issue[] {
  const sameKind = manifests.find(({ object }) => kindName(object) === kindName(wanted));
  const nearest = sameKind ?? manifests[0];
  if (!nearest) return [];
  return [
    {
      code: "missing-object",
      location: nearest.locate(sameKind ? ["metadata", "name"] : ["kind"]),
      path: sameKind ? "metadata.name" : "kind",
      expected: `${wanted.kind}/${wanted.name}`,
      actual: `${nearest.object.kind}/${nearest.object.metadata.name}`,
    },
  ];
}

function nameOf(of: { apiVersion: string; kind: string; name: string }): string {
  return `${kindName(of)} ${of.name}`;
}
