import { digestOf } from "#core/digest.ts";
import { closestName } from "#core/closest-name.ts";
import type { LabFile } from "#core/generated/lab.ts";
import type { Issue, IssueCode, Location } from "#core/issue.ts";
import { type Json, kindName, type KubernetesObject } from "#core/kubernetes-object.ts";
import { type ObjectProblem, validateObject } from "#core/kubernetes/validate.ts";
import type { Manifest } from "#core/manifest.ts";
import { pathText } from "#core/path.ts";
import { readYaml, type YamlDocument } from "#core/yaml-documents.ts";

/** A file as the learner handed it in; `name` is relative to the exercise's folder. */
export interface SubmittedFile {
  name: string;
  bytes: Uint8Array;
}

/** The manifests, or the issues that keep them from being applied: those of the first stage that found any. */
export interface Submission {
  digest: string;
  manifests: Manifest[];
  issues: Issue[];
}

/** A manifest is a few KiB; more is a mistake or an attack. */
const MAX_FILE_BYTES = 64 * 1024;
const MAX_FILES = 20;

/** Files → manifests that are valid for Kubernetes and for the lab, or issues. Never throws for what the files hold. */
export function readSubmission(rules: LabFile["submission"], files: readonly SubmittedFile[]): Submission {
  const digest = digestOf(files);
  const refused = (issues: Issue[]): Submission => ({ digest, manifests: [], issues });

  const fileIssues = checkFiles(rules, files);
  if (fileIssues.length > 0) return refused(fileIssues);

  const issues: Issue[] = [];
  const documents: YamlDocument[] = [];
  for (const file of files) {
    const read = readFile(rules, file);
    issues.push(...read.issues);
    documents.push(...read.documents);
  }
  if (issues.length > 0) return refused(issues);

  for (const document of documents) issues.push(...checkObject(rules, document));
  if (issues.length > 0) return refused(issues);

  const manifests = documents.map(({ value, locate }): Manifest => ({
    object: value as unknown as KubernetesObject,
    locate,
  }));
  issues.push(...checkTogether(rules, manifests));
  return issues.length > 0 ? refused(issues) : { digest, manifests, issues };
}

function checkFiles(rules: LabFile["submission"], files: readonly SubmittedFile[]): Issue[] {
  const issue = (code: IssueCode, file: string, more: Partial<Issue> = {}): Issue => ({
    code,
    location: { file, line: 1, column: 1 },
    path: "",
    ...more,
  });
  if (files.length > MAX_FILES)
    return [issue("too-many-files", files[MAX_FILES]?.name ?? "", { expected: MAX_FILES, actual: files.length })];
  const names = new Set(files.map((file) => file.name));
  const missing = rules.files.filter((name) => !names.has(name));
  const unexpected = files.filter((file) => !rules.files.includes(file.name));
  return [
    ...missing.map((name) => issue("missing-file", name, { expected: name })),
    ...unexpected.map(({ name }) =>
      issue("unexpected-file", name, { expected: rules.files, suggestion: closestName(name, missing) }),
    ),
    ...files
      .filter((file) => file.bytes.length > MAX_FILE_BYTES)
      .map((file) => issue("file-too-large", file.name, { expected: MAX_FILE_BYTES, actual: file.bytes.length })),
  ];
}

function readFile(
  rules: LabFile["submission"],
  { name, bytes }: SubmittedFile,
): { documents: YamlDocument[]; issues: Issue[] } {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return { documents: [], issues: [{ code: "not-utf8", location: { file: name, line: 1, column: 1 }, path: "" }] };
  }
  const read = readYaml(name, text);
  const allowed = rules.documents ?? 1;
  const extra = read.documents[allowed];
  if (!extra) return read;
  return {
    documents: [],
    issues: [
      {
        code: "too-many-documents",
        location: extra.locate([]),
        path: "",
        expected: allowed,
        actual: read.documents.length,
      },
    ],
  };
}

function checkObject(rules: LabFile["submission"], { value, locate }: YamlDocument): Issue[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [{ code: "not-a-map", location: locate([]), path: "", actual: value }];
  }
  const { apiVersion, kind } = value;
  const name = typeof apiVersion === "string" && typeof kind === "string" ? kindName({ apiVersion, kind }) : undefined;
  const problems = validateObject(value);
  const unknownKind = problems.find((problem) => problem.code === "unknown-kind");
  if (name && !unknownKind && !rules.kinds.includes(name)) {
    return [
      { code: "kind-not-allowed", location: locate(["kind"]), path: "kind", expected: rules.kinds, actual: name },
    ];
  }
  const issues = (unknownKind ? [unknownKind] : problems).map((problem) => issueOf(problem, locate));
  const namespace = metadataOf(value)["namespace"];
  if (namespace !== undefined) {
    issues.push({
      code: "namespace-not-allowed",
      location: locate(["metadata", "namespace"], "key"),
      path: "metadata.namespace",
      actual: namespace,
    });
  }
  return issues;
}

function issueOf(
  { code, path, ...rest }: ObjectProblem,
  locate: (path: ObjectProblem["path"], part?: "key" | "value") => Location,
): Issue {
  const part = code === "unknown-field" || code === "missing-field" ? "key" : "value";
  return { code, location: locate(path, part), path: pathText(path), ...rest };
}

function checkTogether(rules: LabFile["submission"], manifests: readonly Manifest[]): Issue[] {
  const issues: Issue[] = [];
  const seen = new Map<string, Manifest>();
  for (const manifest of manifests) {
    const key = `${kindName(manifest.object)} ${manifest.object.metadata.name}`;
    if (seen.has(key))
      issues.push({
        code: "duplicate-object",
        location: manifest.locate(["metadata", "name"]),
        path: "metadata.name",
        actual: key,
      });
    seen.set(key, manifest);
  }
  for (const wanted of rules.objects) {
    if (seen.has(`${kindName(wanted)} ${wanted.name}`)) continue;
    const sameKind = manifests.find((manifest) => kindName(manifest.object) === kindName(wanted));
    const nearest = sameKind ?? manifests[0];
    if (!nearest) continue;
    issues.push({
      code: "missing-object",
      location: nearest.locate(sameKind ? ["metadata", "name"] : ["kind"]),
      path: sameKind ? "metadata.name" : "kind",
      expected: `${wanted.kind}/${wanted.name}`,
      actual: `${nearest.object.kind}/${nearest.object.metadata.name}`,
    });
  }
  return issues;
}

function metadataOf(value: { [key: string]: Json }): { [key: string]: Json } {
  const metadata = value["metadata"];
  return typeof metadata === "object" && metadata !== null && !Array.isArray(metadata) ? metadata : {};
}
