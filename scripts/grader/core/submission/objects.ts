import type { Issue, IssueCode } from "#core/issue.ts";
import { isJsonMap, type Json, type JsonMap, valueAt } from "#core/json.ts";
import { DEFAULT_NAMESPACE, METADATA } from "#core/kubernetes/decoding/server-fields.ts";
import type { Manifest } from "#core/kubernetes/manifest.ts";
import { kindName, type KubernetesObject } from "#core/kubernetes/object.ts";
import { type PodSecurity, podSecurityProblems } from "#core/kubernetes/pod-security/pod-security.ts";
import { isBuiltIn } from "#core/kubernetes/schema/kinds.ts";
import { inDocumentOrder } from "#core/kubernetes/validation/document-order.ts";
import { type ObjectProblem, validateObject } from "#core/kubernetes/validation/validate.ts";
import type { Lab } from "#core/lab/lab.ts";
import { type SubmissionRules, submissionRules } from "#core/lab/submission-rules.ts";
import type { Path } from "#core/path.ts";
import type { YamlDocument } from "#core/yaml/documents.ts";
import { locatedIssue } from "#core/yaml/located-issue.ts";

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
  const forbidden = problems.length > 0 ? [] : [...tooManyPods(value), ...podSecurityProblems(value, podSecurity)];
  const found = inDocumentOrder(value, [...problems, ...forbidden, ...forbiddenFields(value)]);
  const issues = found.map((problem) => locatedIssue(problem, { locate }));
  const namespace = isJsonMap(metadata) ? metadata["namespace"] : undefined;
  if (namespace !== undefined && namespace !== "" && namespace !== DEFAULT_NAMESPACE)
    issues.push({
      code: "namespace-not-allowed",
      location: locate(["metadata", "namespace"], "key"),
      path: "metadata.namespace",
      actual: namespace,
    });
  return issues;
}

/** With these an object could outlive its grade, or pass for one that a controller made. */
const CONTROLLERS_FIELDS = ["finalizers", "ownerReferences"];

function forbiddenFields(object: JsonMap): ObjectProblem[] {
  const metadata = METADATA.flatMap((path) => {
    const map = valueAt(object, path);
    const written = CONTROLLERS_FIELDS.filter((field) => isJsonMap(map) && !isEmptyList(map[field]));
    return written.map((field): ObjectProblem => ({ code: "field-not-allowed", path: [...path, field] }));
  });
  return [...metadata, ...controllersLabels(object), ...exposureProblems(object)];
}

function isEmptyList(value: Json | undefined): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
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

/**
 * A Service of a lab may take any free port of the nodes, but no certain one, which another grade may want; it reaches
 * and opens nothing outside of the cluster.
 */
function exposureProblems({ kind, spec }: JsonMap): ObjectProblem[] {
  if (kind !== "Service" || !isJsonMap(spec)) return [];
  const refuse = (path: Path, expected: string): ObjectProblem[] => {
    const actual = valueAt(spec, path);
    return isUnset(actual) ? [] : [{ code: "invalid-value", path: ["spec", ...path], expected, actual }];
  };
  const ports = Array.isArray(spec["ports"]) ? spec["ports"] : [];
  return [
    ...(spec["type"] === "LoadBalancer"
      ? refuse(["type"], "ClusterIP or NodePort in a lab, because a load balancer opens the cluster to the outside")
      : []),
    ...(spec["type"] === "ExternalName"
      ? refuse(["type"], "ClusterIP or NodePort in a lab, because requests of a grade stay in its cluster")
      : []),
    ...refuse(["externalIPs"], "left out in a lab, because such an address belongs to all users of the cluster"),
    ...ports.flatMap((_, index) =>
      refuse(["ports", index, "nodePort"], "left out in a lab, because another grade may use that port of the nodes"),
    ),
  ];
}

function isUnset(value: Json | undefined): value is undefined {
  return value === undefined || value === 0 || value === "" || (Array.isArray(value) && value.length === 0);
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

/** What is wrong with valid manifests as a whole: an object is there twice, is another's, or is missing. */
export function togetherIssues({ file, setup }: Pick<Lab, "file" | "setup">, manifests: readonly Manifest[]): Issue[] {
  const wanted = submissionRules(file).objects;
  const asked = new Set(wanted.map(nameOf));
  const taken = new Set(
    setup.filter(({ object }) => !object.metadata.namespace).map(({ object }) => objectName(object)),
  );
  const seen = new Set<string>();
  const issues: Issue[] = [];
  const refuse = (code: IssueCode, { locate }: Manifest, actual: string) =>
    issues.push({ code, location: locate(["metadata", "name"]), path: "metadata.name", actual });
  for (const manifest of manifests) {
    const { object } = manifest;
    const name = objectName(object);
    if (seen.has(name)) refuse("duplicate-object", manifest, name);
    else if (!asked.has(name) && (taken.has(name) || isReserved(object)))
      refuse("name-taken", manifest, `${object.kind}/${object.metadata.name}`);
    seen.add(name);
  }
  const missing = wanted.filter((object) => !seen.has(nameOf(object)));
  return [...issues, ...missing.flatMap((object) => missingObject(object, manifests))];
}

/** What the grader itself puts into the namespace of a grade. */
function isReserved({ metadata }: KubernetesObject): boolean {
  return metadata.name === "checkride" || metadata.name.startsWith("checkride-");
}

function objectName({ apiVersion, kind, metadata }: KubernetesObject): string {
  return nameOf({ apiVersion, kind, name: metadata.name });
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
