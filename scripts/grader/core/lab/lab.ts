import { digestOf } from "#core/digest.ts";
import { validate } from "#core/generated/lab-validator.js";
import type { LabFile } from "#core/generated/lab.ts";
import type { Issue } from "#core/issue.ts";
import { decoded } from "#core/kubernetes/decoding/decoded.ts";
import type { Manifest } from "#core/kubernetes/manifest.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import type { PodSecurity } from "#core/kubernetes/pod-security/pod-security.ts";
import { validateObject } from "#core/kubernetes/validation/validate.ts";
import { readYaml } from "#core/yaml/documents.ts";
import { locatedIssue } from "#core/yaml/located-issue.ts";
import { checkIssues } from "./checks.ts";
import { submissionIssues } from "./kinds.ts";
import { fileProblems } from "./schema-issues.ts";

/** A lab that can be graded. */
export interface Lab {
  /** The folder's name. */
  id: string;
  file: LabFile;
  /** The author's objects, applied before the submission. */
  setup: Manifest[];
  digest: string;
}

/** The files of a lab's folder that say how it is graded: `lab.yaml` and `setup/*.yaml`. */
export interface LabFolder {
  id: string;
  /** The folder as messages show it, `labs/self-healing`. */
  path: string;
  files: { name: string; text: string }[];
}

/** Reads a lab, or says what is wrong with its files, all of it. Never throws for what the files hold. */
export function readLab({ id, path, files }: LabFolder): { lab?: Lab; issues: Issue[] } {
  const labFile = readLabFile(`${path}/lab.yaml`, files.find(({ name }) => name === "lab.yaml")?.text);
  const setup = files.filter(({ name }) => name.startsWith("setup/")).map((file) => readSetup(path, file));
  const issues = [...labFile.issues, ...setup.flatMap((read) => read.issues)];
  if (!labFile.file || issues.length > 0) return { issues };
  const bytes = files.map(({ name, text }) => ({ name, bytes: new TextEncoder().encode(text) }));
  return {
    lab: { id, file: labFile.file, setup: setup.flatMap(({ manifests }) => manifests), digest: digestOf(bytes) },
    issues,
  };
}

function readLabFile(path: string, text: string | undefined): { file?: LabFile; issues: Issue[] } {
  const place = { file: path, line: 1, column: 1 };
  if (text === undefined)
    return { issues: [{ code: "missing-file", location: place, path: "", expected: "lab.yaml" }] };
  const { documents, issues } = readYaml(path, text);
  const [document, second] = documents;
  if (!document) return { issues };
  if (second) {
    const more = { expected: 1, actual: documents.length };
    return { issues: [{ code: "too-many-documents", location: second.locate([]), path: "", ...more }] };
  }
  const shape = fileProblems(validate, document.value).map((problem) => locatedIssue(problem, document));
  if (shape.length > 0) return { issues: shape };
  const file = document.value as unknown as LabFile;
  return { file, issues: [...submissionIssues(file, document), ...checkIssues(file, document)] };
}

function readSetup(
  path: string,
  { name, text }: LabFolder["files"][number],
): { manifests: Manifest[]; issues: Issue[] } {
  const { documents, issues } = readYaml(`${path}/${name}`, text);
  const invalid = documents.flatMap((document) =>
    validateObject(document.value).map((problem) => locatedIssue(problem, document)),
  );
  const manifests = documents.map(({ value, locate }): Manifest => ({
    object: decoded(value) as unknown as KubernetesObject,
    locate,
  }));
  return { manifests, issues: [...issues, ...invalid] };
}

/** Worker nodes of the cluster that the lab needs: two where it does not say. */
export function workersOf({ file }: Lab): number {
  return file.cluster?.workers ?? 2;
}

/** Whether the lab wants a cluster for itself. */
export function isAlone({ file }: Lab): boolean {
  return file.cluster?.scope === "cluster";
}

/** The level of the Pod Security Standards that Pods of the lab are held to. */
export function podSecurityOf({ file }: Lab): PodSecurity {
  return file.cluster?.podSecurity ?? "baseline";
}
