import type { IssueCode } from "./issue.ts";
import type { Json } from "./kubernetes/object.ts";
import type { Path } from "./path.ts";

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

/** A map of YAML or JSON. */
export type JsonMap = { [key: string]: Json };

export function isJsonMap(value: Json | undefined): value is JsonMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a path; undefined when a part of the way is not there. */
export function valueAt(value: Json | undefined, path: Path): Json | undefined {
  let found = value;
  for (const step of path) {
    if (Array.isArray(found) && typeof step === "number") found = found[step];
    else if (isJsonMap(found) && typeof step === "string" && Object.hasOwn(found, step)) found = found[step];
    else return undefined;
  }
  return found;
}
