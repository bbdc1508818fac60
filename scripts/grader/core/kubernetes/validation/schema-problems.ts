import type { ErrorObject } from "ajv";
import { closestName } from "#core/closest-name.ts";
import type { ObjectProblem } from "#core/issue.ts";
import { isJsonMap, type JsonMap, ownValue, valueAt, type Json } from "#core/json.ts";
import { kinds } from "#core/kubernetes/generated/fields.js";
import * as generated from "#core/kubernetes/generated/validators.js";
import type { KindName } from "#core/kubernetes/object.ts";
import { type Path, pathText } from "#core/path.ts";
import { MAX_PROBLEMS } from "./most-problems.ts";
import { suggestedField } from "./suggested-field.ts";

const validators = new Map(Object.entries(generated));

const typeWords: Record<string, string> = { array: "list", object: "map" };

/** A problem of the schema; `meant` is where an unknown field was probably meant to stand. */
export interface SchemaProblem extends ObjectProblem {
  meant?: Path;
}

/** What the API server's own schema for a known kind refuses: unknown and missing fields, wrong types, unknown values. */
export function schemaProblems(kind: KindName, object: JsonMap): SchemaProblem[] {
  const validate = validators.get(ownValue(kinds, kind) ?? "");
  if (!validate || validate(object)) return [];
  return (validate.errors ?? []).slice(0, MAX_PROBLEMS).map((error) => problemOf(error, kind, object));
}

function problemOf(error: ErrorObject, kind: KindName, object: JsonMap): SchemaProblem {
  const path = pathOfPointer(error.instancePath, object);
  const actual = valueAt(object, path) ?? null;
  switch (error.keyword) {
    case "additionalProperties": {
      const field = String(error.params["additionalProperty"]);
      return unknownField([...path, field], suggestedField(kind, object, path, field));
    }
    case "required":
      return { code: "missing-field", path: [...path, String(error.params["missingProperty"])] };
    case "enum": {
      const allowed = (error.params["allowedValues"] as string[]).filter((value) => value !== "");
      return withSuggestion(
        { code: "invalid-value", path, expected: allowed, actual },
        typeof actual === "string" ? closestName(actual, allowed) : undefined,
      );
    }
    case "type": {
      const wanted = [error.params["type"] as string | string[]].flat();
      const expected = wanted.map((type) => typeWords[type] ?? type).join(" or ");
      return withSuggestion({ code: "wrong-type", path, expected, actual }, convertedText(actual, wanted));
    }
    default:
      throw new Error(`The schemas of Kubernetes do not use "${error.keyword}".`);
  }
}

function unknownField(path: Path, meant: Path | undefined): SchemaProblem {
  if (!meant) return { code: "unknown-field", path };
  const sibling = pathText(meant.slice(0, -1)) === pathText(path.slice(0, -1));
  return { code: "unknown-field", path, suggestion: sibling ? String(meant.at(-1)) : pathText(meant), meant };
}

function withSuggestion(problem: ObjectProblem, suggestion: string | undefined): ObjectProblem {
  return suggestion === undefined ? problem : { ...problem, suggestion };
}

/** How to write a scalar so that it has the wanted type: `3` for `"3"`, `"8080"` for `8080`. */
function convertedText(actual: Json, wanted: readonly string[]): string | undefined {
  if (actual === null || typeof actual === "object") return undefined;
  const text = String(actual);
  if (wanted.join() === "string") return JSON.stringify(text);
  if (wanted.includes("integer") && /^-?(0|[1-9]\d*)$/.test(text)) return text;
  return wanted.includes("boolean") && /^(true|false)$/.test(text) ? text : undefined;
}

/** A JSON pointer as the path that it is in this object: a number is a position only in a list. */
function pathOfPointer(pointer: string, object: JsonMap): Path {
  const path: (string | number)[] = [];
  let value: Json | undefined = object;
  for (const escaped of pointer.split("/").slice(1)) {
    const step = escaped.replaceAll("~1", "/").replaceAll("~0", "~");
    path.push(Array.isArray(value) ? Number(step) : step);
    if (Array.isArray(value)) value = value[Number(step)];
    else value = isJsonMap(value) ? ownValue(value, step) : undefined;
  }
  return path;
}
