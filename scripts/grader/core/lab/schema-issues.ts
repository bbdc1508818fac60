import type { ErrorObject, ValidateFunction } from "ajv";
import { closestName } from "#core/closest-name.ts";
import type { ObjectProblem } from "#core/issue.ts";
import { type Json, valueAt } from "#core/json.ts";
import type { Path } from "#core/path.ts";

/** What our own schema (a lab file's, a mistake's) refuses about a file: one problem a cause. */
export function fileProblems(validate: ValidateFunction, value: Json): ObjectProblem[] {
  if (validate(value)) return [];
  // The branches of a `oneOf` complain one by one; the `oneOf` itself says it once, and so does `propertyNames`.
  const errors = (validate.errors ?? []).filter(
    ({ schemaPath, propertyName }) => !schemaPath.includes("/oneOf/") && propertyName === undefined,
  );
  const problems = mostPrecise(errors).map((error) => problemOf(error, value));
  // A misspelt key also breaks the rules over the keys that should be there: only the misspelling is worth saying.
  const misspelt = new Set(problems.filter(({ code }) => code === "unknown-key").map(({ path }) => mapOf(path)));
  return problems.filter(
    ({ code, path }) =>
      !(code === "missing-key" && misspelt.has(mapOf(path))) && !(code === "one-of" && misspelt.has(path.join("\0"))),
  );
}

/** A choice between values is said as a whole, unless something inside of one of them is wrong. */
function mostPrecise(errors: readonly ErrorObject[]): ErrorObject[] {
  const choices = errors.filter((error) => error.keyword === "oneOf" && keysOf(error).length === 0);
  const inside = (error: ErrorObject, choice: ErrorObject) => error.instancePath.startsWith(`${choice.instancePath}/`);
  return errors.filter((error) =>
    choices.includes(error)
      ? !errors.some((other) => inside(other, error))
      : !choices.some((choice) => choice.instancePath === error.instancePath),
  );
}

/** The keys of which exactly one must be there; none for a choice between values. */
function keysOf({ parentSchema }: ErrorObject): string[] {
  const branches = (parentSchema?.["oneOf"] ?? []) as { required?: string[] }[];
  return branches.flatMap(({ required }) => required ?? []);
}

/** Which map a key is in. */
function mapOf(path: Path): string {
  return path.slice(0, -1).join("\0");
}

function problemOf(error: ErrorObject, value: Json): ObjectProblem {
  const { keyword, params, instancePath, parentSchema } = error;
  const path = instancePath
    .split("/")
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step.replaceAll("~1", "/").replaceAll("~0", "~")));
  const actual = valueAt(value, path);
  const invalid = (expected: string): ObjectProblem => ({ code: "invalid-value", path, expected, actual });
  switch (keyword) {
    case "additionalProperties": {
      const field = String(params["additionalProperty"]);
      const known = Object.keys((parentSchema?.["properties"] as object | undefined) ?? {});
      return { code: "unknown-key", path: [...path, field], suggestion: closestName(field, known) };
    }
    case "required":
    case "dependencies":
      return { code: "missing-key", path: [...path, String(params["missingProperty"])] };
    case "type":
      return {
        code: "wrong-type",
        path,
        expected: String(params["type"]).replace("object", "map").replace("array", "list"),
        actual,
      };
    case "const":
      return invalid(JSON.stringify(params["allowedValue"]));
    case "enum": {
      const allowed = (params["allowedValues"] as unknown[]).map(String);
      const suggestion = typeof actual === "string" ? closestName(actual, allowed) : undefined;
      return { ...invalid(allowed.join(" or ")), ...(suggestion !== undefined && { suggestion }) };
    }
    case "pattern":
      return invalid(likeExamples(parentSchema));
    case "minimum":
      return invalid(`at least ${String(params["limit"])}`);
    case "maximum":
      return invalid(`at most ${String(params["limit"])}`);
    case "minItems":
      return invalid("a list with at least one item");
    case "minLength":
      return invalid("text that is not empty");
    case "minProperties":
      return invalid("a map with at least one key");
    case "maxProperties":
      return invalid(`a map with at most ${String(params["limit"])} key`);
    case "propertyNames": {
      const name = String(params["propertyName"]);
      return { code: "invalid-value", path: [...path, name], expected: "a name like `nodes`", actual: name };
    }
    case "not":
      return { code: "not-together", path, expected: notTogether(parentSchema) };
    case "uniqueItems":
      return invalid("a list without repetitions");
    case "oneOf": {
      const keys = keysOf(error);
      return keys.length > 0 ? { code: "one-of", path, expected: keys } : invalid(likeExamples(parentSchema));
    }
    default:
      return invalid(`as the schema's ${keyword} says`);
  }
}

function likeExamples(schema: ErrorObject["parentSchema"]): string {
  const examples = (schema?.["examples"] ?? []) as string[];
  return `like ${examples.map((example) => `\`${example}\``).join(" or ")}`;
}

function notTogether(schema: ErrorObject["parentSchema"]): string[] {
  const { required = [] } = (schema?.["not"] ?? {}) as { required?: string[] };
  return required;
}
