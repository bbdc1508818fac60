import type { Issue, IssueCode, ObjectProblem } from "#core/issue.ts";
import { pathText } from "#core/path.ts";
import type { YamlDocument } from "./documents.ts";

/** A problem of an object as an issue of the document that it was read from: at the key where the field's name matters. */
export function locatedIssue({ code, path, ...rest }: ObjectProblem, { locate }: Pick<YamlDocument, "locate">): Issue {
  const part = ABOUT_THE_KEY.has(code) ? "key" : "value";
  return { code, location: locate(path, part), path: pathText(path), ...rest };
}

const ABOUT_THE_KEY = new Set<IssueCode>([
  "unknown-field",
  "missing-field",
  "unknown-key",
  "missing-key",
  "field-not-allowed",
]);
