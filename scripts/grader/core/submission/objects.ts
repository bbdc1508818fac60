import type { Issue } from "#core/issue.ts";
import { isJsonMap, type JsonMap, valueAt } from "#core/json.ts";
import type { Manifest } from "#core/kubernetes/manifest.ts";
import { kindName } from "#core/kubernetes/object.ts";
import { type PodSecurity, podSecurityProblems } from "#core/kubernetes/pod-security/pod-security.ts";
import { isBuiltIn } from "#core/kubernetes/schema/kinds.ts";
import { inDocumentOrder } from "#core/kubernetes/validation/document-order.ts";
import { type ObjectProblem, validateObject } from "#core/kubernetes/validation/validate.ts";
import type { SubmissionRules } from "#core/lab/submission-rules.ts";
import type { YamlDocument } from "#core/yaml/documents.ts";
import { locatedIssue } from "#core/yaml/located-issue.ts";
import { tooManyTogether, tooMuch } from "./amount.ts";

/** What keeps one document from being applied: what Kubernetes refuses, and what the lab does not allow. */
export function objectIssues(
  rules: SubmissionRules,
  { value, locate }: YamlDocument,
  podSecurity: PodSecurity,
): Issue[] {
  if (!isJsonMap(value)) return [{ code: "not-a-map", location: locate([]), path: "", actual: value }];
  const problems = validateObject(value);
  const unknownKind = problems.find(({ code }) => code === "unknown-kind");
  const { apiVersion, kind, metadata } = value;
  const name = typeof apiVersion === "string" && typeof kind === "string" ? kindName({ apiVersion, kind }) : undefined;
  if (unknownKind && !(name && isBuiltIn(name))) return [locatedIssue(unknownKind, { locate })];
  if (name && !rules.kinds.includes(name))
    return [
      { code: "kind-not-allowed", location: locate(["kind"]), path: "kind", expected: rules.kinds, actual: name },
    ];
  const forbidden = problems.length > 0 ? [] : [...tooMuch(value), ...podSecurityProblems(value, podSecurity)];
  const found = inDocumentOrder(value, [...problems, ...forbidden, ...forbiddenFields(value)]);
  const issues = found.map((problem) => locatedIssue(problem, { locate }));
  const namespace = isJsonMap(metadata) ? metadata["namespace"] : undefined;
  if (namespace !== undefined && namespace !== null)
    issues.push({
      code: "namespace-not-allowed",
      location: locate(["metadata", "namespace"], "key"),
      path: "metadata.namespace",
      actual: namespace,
    });
  return issues;
}

/**
 * What the API server and controllers write: with these an object could outlive its grade, pass for one that a
 * controller made, or get a name that no check knows.
 */
const CONTROLLERS_FIELDS = [
  "finalizers",
  "ownerReferences",
  "managedFields",
  "deletionTimestamp",
  "deletionGracePeriodSeconds",
  "creationTimestamp",
  "uid",
  "resourceVersion",
  "generation",
  "selfLink",
  "generateName",
];

/** Where an object may hold metadata: its own, and that of what is made from it. */
const METADATA = [["metadata"], ["spec", "template", "metadata"], ["spec", "jobTemplate", "metadata"]];

function forbiddenFields(object: JsonMap): ObjectProblem[] {
  const metadata = METADATA.flatMap((path) => {
    const map = valueAt(object, path);
    const written = CONTROLLERS_FIELDS.filter((field) => isJsonMap(map) && (map[field] ?? null) !== null);
    return written.map((field): ObjectProblem => ({ code: "field-not-allowed", path: [...path, field] }));
  });
  // `kubectl create --dry-run=client -o yaml` writes an empty one.
  const { status } = object;
  const spoofed: ObjectProblem[] =
    isJsonMap(status) && Object.keys(status).length > 0 ? [{ code: "field-not-allowed", path: ["status"] }] : [];
  return [...metadata, ...controllersLabels(object), ...spoofed, ...exposureProblems(object)];
}

/**
 * Labels by which controllers tell the Pods of one revision from those of another: in a template or a selector they
 * make a Deployment begin a new ReplicaSet again and again.
 */
const CONTROLLERS_LABELS = ["pod-template-hash", "controller-revision-hash", "pod-template-generation"];

const LABELS = [
  ["metadata", "labels"],
  ["spec", "selector"],
  ["spec", "selector", "matchLabels"],
  ["spec", "template", "metadata", "labels"],
  ["spec", "jobTemplate", "spec", "template", "metadata", "labels"],
];

function controllersLabels(object: JsonMap): ObjectProblem[] {
  return LABELS.flatMap((path) => {
    const labels = valueAt(object, path);
    const written = CONTROLLERS_LABELS.filter((label) => isJsonMap(labels) && Object.hasOwn(labels, label));
    return written.map((label): ObjectProblem => ({ code: "field-not-allowed", path: [...path, label] }));
  });
}

/** A Service of a lab is for the cluster itself: it opens no port of a node, and stands for no address outside. */
function exposureProblems({ kind, spec }: JsonMap): ObjectProblem[] {
  if (kind !== "Service" || !isJsonMap(spec)) return [];
  const { type = "ClusterIP", externalIPs } = spec;
  const types: ObjectProblem[] =
    type === "ClusterIP" || type === null || type === ""
      ? []
      : [{ code: "invalid-value", path: ["spec", "type"], expected: "ClusterIP in a lab", actual: type }];
  const addresses: ObjectProblem[] =
    Array.isArray(externalIPs) && externalIPs.length > 0
      ? [{ code: "invalid-value", path: ["spec", "externalIPs"], expected: "left out in a lab", actual: externalIPs }]
      : [];
  return [...types, ...addresses];
}

/** What is wrong with valid manifests as a whole: one is there twice, or one that the lab asks for is not there. */
export function togetherIssues(rules: SubmissionRules, manifests: readonly Manifest[]): Issue[] {
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
  const tooMany = tooManyTogether(manifests.map(({ object }) => object as unknown as JsonMap));
  if (tooMany) issues.push(locatedIssue(tooMany.problem, manifests[tooMany.index]!));
  const missing = rules.objects.filter((wanted) => !seen.has(nameOf(wanted)));
  return [...issues, ...missing.flatMap((wanted) => missingObject(wanted, manifests))];
}

/** Said where the learner most likely meant it: at the name of an object of the same kind, else at a kind. */
function missingObject(wanted: SubmissionRules["objects"][number], manifests: readonly Manifest[]): Issue[] {
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
