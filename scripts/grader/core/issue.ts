import type { Json } from "./json.ts";
import type { Path } from "./path.ts";

/** A place in a file, both counted from 1. */
export interface Location {
  file: string;
  line: number;
  column: number;
}

/** A named problem in a manifest or a lab file; `reporters/words/issue.ts` has the words for each code. */
export interface Issue {
  code: IssueCode;
  location: Location;
  /** The field that it is about, as `pathText` writes it; empty for a whole document or file. */
  path: string;
  expected?: Json;
  actual?: Json;
  /** The name that was probably meant. */
  suggestion?: string;
}

export type IssueCode =
  // the submission as files
  | "missing-file"
  | "unexpected-file"
  | "too-many-files"
  | "not-a-plain-file"
  | "file-too-large"
  | "not-utf8"
  // YAML
  | "empty-file"
  | "tab-indentation"
  | "yaml-syntax"
  | "duplicate-key"
  | "too-many-documents"
  | "too-deep"
  | "alias-bomb"
  | "unsupported-yaml"
  | "not-a-map"
  // Kubernetes
  | "unknown-kind"
  | "kind-not-allowed"
  | "duplicate-object"
  | "name-taken"
  | "missing-object"
  | "unknown-field"
  | "missing-field"
  | "wrong-type"
  | "invalid-value"
  | "selector-does-not-match-labels"
  | "namespace-not-allowed"
  | "field-not-allowed"
  | "pod-security"
  | "refused"
  | "not-simulated"
  | "needs-real-cluster"
  // lab files
  | "unknown-key"
  | "missing-key"
  | "one-of"
  | "not-together"
  | "needs-cluster-scope"
  | "invalid-expression"
  | "duplicate-check"
  | "unknown-need"
  | "unknown-check";

/** Why Kubernetes refuses an object, or would not understand a part of it. */
export interface ObjectProblem {
  code: IssueCode;
  /** The field that it is about; for `missing-field` the field that should be there. */
  path: Path;
  expected?: Json;
  actual?: Json;
  /** A name, a value or (for a field at the wrong level) a whole path that was probably meant. */
  suggestion?: string;
}
