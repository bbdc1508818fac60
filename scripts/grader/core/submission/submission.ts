import { closestName } from "#core/closest-name.ts";
import type { Issue, IssueCode } from "#core/issue.ts";
import { decoded } from "#core/kubernetes/decoding/decoded.ts";
import { withoutServerFields } from "#core/kubernetes/decoding/server-fields.ts";
import type { Manifest } from "#core/kubernetes/manifest.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { type Lab, podSecurityOf } from "#core/lab/lab.ts";
import { type SubmissionRules, submissionRules } from "#core/lab/submission-rules.ts";
import { readYaml, type YamlDocument } from "#core/yaml/documents.ts";
import { decodedText } from "./encoding.ts";
import { objectsIn } from "./lists.ts";
import { objectIssues, togetherIssues } from "./objects.ts";

/** A file as the learner handed it in; `name` is relative to the exercise's folder. */
export interface SubmittedFile {
  name: string;
  /** Null where the name is no plain file but a symbolic link, a folder or the like: those are not followed. */
  bytes: Uint8Array | null;
}

/** The manifests, or the issues that keep them from being applied: those of the first stage that found any. */
export interface Submission {
  manifests: Manifest[];
  issues: Issue[];
}

/** A manifest is a few KiB; more is a mistake or an attack. Who reads files needs to read one byte more than this, no further. */
export const MAX_FILE_BYTES = 64 * 1024;
/** Who reads files needs to read one file more than this, no further. */
export const MAX_FILES = 20;

/** More objects than a task needs do no harm; this many in one file are a mistake or an attack. */
const MAX_OBJECTS = 20;

/** The author's word on a mistake: it is beside the files and none of them. */
export const EXPECTED_FILE = "expected.yaml";

/** Which names in a folder are files of a submission, in their order, as far as the limit needs to be read. */
export function countedFiles(names: readonly string[]): string[] {
  return names
    .filter((name) => /^[^/]*\.ya?ml$/.test(name) && name !== EXPECTED_FILE)
    .sort()
    .slice(0, MAX_FILES + 1);
}

/**
 * Files → manifests that are valid for Kubernetes and for the lab, or issues; Pods are held to the lab's level of the
 * Pod Security Standards. Never throws for what the files hold.
 */
export function readSubmission(lab: Lab, files: readonly SubmittedFile[]): Submission {
  const rules = submissionRules(lab.file);
  const fileIssues = checkFiles(rules, files);
  if (fileIssues.length > 0) return { manifests: [], issues: fileIssues };

  const read = files.map((file) => readFile(rules, file));
  const documents = read.flatMap((file) => file.documents);
  const readIssues = read.flatMap((file) => file.issues);
  if (readIssues.length > 0) return { manifests: [], issues: readIssues };

  const issues = documents.flatMap((document) => objectIssues(rules, document, podSecurityOf(lab)));
  if (issues.length > 0) return { manifests: [], issues };

  const manifests = documents.map(({ value, locate }): Manifest => ({
    object: withoutServerFields(value as unknown as KubernetesObject),
    locate,
  }));
  const together = togetherIssues(lab, manifests);
  return together.length > 0 ? { manifests: [], issues: together } : { manifests, issues: [] };
}

function issueOf(code: IssueCode, file: string, more: Partial<Issue> = {}): Issue {
  return { code, location: { file, line: 1, column: 1 }, path: "", ...more };
}

function checkFiles(rules: SubmissionRules, files: readonly SubmittedFile[]): Issue[] {
  if (files.length > MAX_FILES)
    return [issueOf("too-many-files", files[MAX_FILES]?.name ?? "", { expected: MAX_FILES })];
  const names = new Set(files.map(({ name }) => name));
  const missing = rules.files.filter((name) => !names.has(name));
  const unexpected = files.filter(({ name }) => !rules.files.includes(name));
  return [
    ...unexpected.map(({ name }) =>
      issueOf("unexpected-file", name, { expected: rules.files, suggestion: closestName(name, missing) }),
    ),
    ...missing.map((name) => issueOf("missing-file", name, { expected: name })),
    ...files.filter(({ bytes }) => bytes === null).map(({ name }) => issueOf("not-a-plain-file", name)),
    ...files
      .filter(({ bytes }) => bytes !== null && bytes.length > MAX_FILE_BYTES)
      .map(({ name }) => issueOf("file-too-large", name, { expected: MAX_FILE_BYTES })),
  ];
}

/** The objects of a file as the API server would decode them. */
function readFile(
  rules: SubmissionRules,
  { name, bytes }: SubmittedFile,
): { documents: YamlDocument[]; issues: Issue[] } {
  const text = decodedText(bytes ?? new Uint8Array());
  if (text === undefined) return { documents: [], issues: [issueOf("not-utf8", name)] };
  const read = readYaml(name, text);
  const unpacked = read.documents.map(objectsIn);
  const issues = [...read.issues, ...unpacked.flatMap((part) => part.issues)];
  if (issues.length > 0) return { documents: [], issues };

  const documents = unpacked.flatMap((part) => part.documents);
  const allowed = rules.documents ?? MAX_OBJECTS;
  const extra = documents[allowed];
  if (documents.length === 0) return { documents, issues: [issueOf("empty-file", name)] };
  if (!extra) return { documents: documents.map(({ value, locate }) => ({ value: decoded(value), locate })), issues };
  const issue = issueOf("too-many-documents", name, {
    location: extra.locate([]),
    expected: allowed,
    actual: documents.length,
  });
  return { documents: [], issues: [issue] };
}
