import type { ErrorObject, ValidateFunction } from "ajv";
import { closestName } from "#core/closest-name.ts";
import type { Json } from "#core/kubernetes-object.ts";
import { type ObjectProblem, valueAt } from "#core/kubernetes/object-problem.ts";
import type { Path } from "#core/path.ts";

/** What a schema of our own (a lab file's, a mistake's) refuses about a file: one problem a cause. */
export function fileProblems(validate: ValidateFunction, value: Json): ObjectProblem[] {
  if (validate(value)) return [];
  // The branches of a `oneOf` complain one by one; the `oneOf` itself says it once.
  const errors = (validate.errors ?? []).filter(({ schemaPath }) => !schemaPath.includes("/oneOf/"));
  const problems = errors.map((error) => problemOf(error, value)).filter((problem) => problem !== undefined);
  // A misspelt key also breaks the rules over the keys that should be there: only the misspelling is worth saying.
  const misspelt = problems.filter(({ code }) => code === "unknown-field");
  return problems.filter(
    ({ code, path }) => code !== "missing-field" || !misspelt.some((other) => samePlace(other.path, path)),
  );
}

function samePlace(one: Path, other: Path): boolean {
  return one.slice(0, -1).join("\0") === other.slice(0, -1).join("\0");
}

function problemOf(
  { keyword, params, instancePath, parentSchema }: ErrorObject,
  value: Json,
): ObjectProblem | undefined {
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
      return { code: "unknown-field", path: [...path, field], suggestion: closestName(field, known) };
    }
    case "required":
    case "dependencies":
      return { code: "missing-field", path: [...path, String(params["missingProperty"])] };
    case "type":
      return {
        code: "wrong-type",
        path,
        expected: String(params["type"]).replace("object", "map").replace("array", "list"),
        actual,
      };
    case "const":
      return invalid(JSON.stringify(params["allowedValue"]));
    case "enum":
      return invalid((params["allowedValues"] as unknown[]).map(String).join(" or "));
    case "pattern":
      return invalid(String(parentSchema?.["description"] ?? `like ${String(params["pattern"])}`));
    case "minimum":
      return invalid(`at least ${String(params["limit"])}`);
    case "maximum":
      return invalid(`at most ${String(params["limit"])}`);
    case "minItems":
    case "minLength":
    case "minProperties":
      return invalid("not empty");
    case "uniqueItems":
      return invalid("without repetitions");
    case "oneOf": {
      const keys = (parentSchema?.["oneOf"] as { required?: string[] }[] | undefined)?.flatMap(
        ({ required }) => required ?? [],
      );
      return { code: "one-of", path, expected: keys ?? [] };
    }
    default:
      return undefined;
  }
}
