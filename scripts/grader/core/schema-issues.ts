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
  const problems = errors.map((error) => problemOf(error, value));
  // A misspelt key also breaks the rules over the keys that should be there: only the misspelling is worth saying.
  const misspelt = new Set(problems.filter(({ code }) => code === "unknown-key").map(({ path }) => mapOf(path)));
  return problems.filter(
    ({ code, path }) =>
      !(code === "missing-key" && misspelt.has(mapOf(path))) && !(code === "one-of" && misspelt.has(path.join("\0"))),
  );
}

/** Which map a key stands in. */
function mapOf(path: Path): string {
  return path.slice(0, -1).join("\0");
}

function problemOf({ keyword, params, instancePath, parentSchema }: ErrorObject, value: Json): ObjectProblem {
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
    case "enum":
      return invalid((params["allowedValues"] as unknown[]).map(String).join(" or "));
    case "pattern":
      return invalid(
        `like ${((parentSchema?.["examples"] ?? []) as string[]).map((example) => `\`${example}\``).join(" or ")}`,
      );
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
    case "uniqueItems":
      return invalid("a list without repetitions");
    case "oneOf": {
      const keys = (parentSchema?.["oneOf"] as { required?: string[] }[] | undefined)?.flatMap(
        ({ required }) => required ?? [],
      );
      return { code: "one-of", path, expected: keys ?? [] };
    }
    default:
      return invalid(`as the schema's ${keyword} says`);
  }
}
