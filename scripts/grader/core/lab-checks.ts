import { VARIABLES } from "#core/assertion.ts";
import { closestName } from "#core/closest-name.ts";
import { expressionProblem, templateExpressions } from "#core/expression.ts";
import type { Check, LabFile } from "#core/generated/lab.ts";
import type { Issue } from "#core/issue.ts";
import type { ObjectProblem } from "#core/kubernetes/object-problem.ts";
import { validateObject } from "#core/kubernetes/validate.ts";
import type { Json } from "#core/kubernetes-object.ts";
import { checkKindIssues } from "#core/lab-kinds.ts";
import { locatedIssue } from "#core/located-issue.ts";
import type { Path } from "#core/path.ts";
import { subjectOf } from "#core/sight.ts";
import type { YamlDocument } from "#core/yaml-documents.ts";

/** What the schema of lab files cannot say about checks: names that refer to nothing, expressions, fields that there are not. */
export function checkIssues({ checks }: LabFile, document: YamlDocument): Issue[] {
  return checks.flatMap((check, index) => {
    const path: Path = ["checks", index];
    const earlier = checks.slice(0, index).map(({ id }) => id);
    const unknownKinds = checkKindIssues(check, path, document);
    const problems = [...nameProblems(check, earlier), ...expressionProblems(check)];
    return [
      ...[...problems, ...(unknownKinds.length > 0 ? [] : matchProblems(check))].map((problem) =>
        locatedIssue({ ...problem, path: [...path, ...problem.path] }, document),
      ),
      ...unknownKinds,
    ];
  });
}

/** A check can need only those that stand before it: the learner reads them in this order, and no circle can arise. */
function nameProblems({ id, needs = [] }: Check, earlier: string[]): ObjectProblem[] {
  const twice: ObjectProblem[] = earlier.includes(id) ? [{ code: "duplicate-check", path: ["id"], actual: id }] : [];
  const unknown = needs.flatMap((need, position): ObjectProblem[] =>
    earlier.includes(need)
      ? []
      : [
          {
            code: "unknown-need",
            path: ["needs", position],
            expected: earlier,
            actual: need,
            suggestion: closestName(need, earlier),
          },
        ],
  );
  return [...twice, ...unknown];
}

function expressionProblems(check: Check): ObjectProblem[] {
  const variable = VARIABLES[subjectOf(check).kind];
  const of = (field: "satisfies" | "message", source: string, wanted: "bool" | "any"): ObjectProblem[] => {
    const expected = expressionProblem(source, variable, wanted);
    return expected === undefined ? [] : [{ code: "invalid-expression", path: [field], expected, actual: source }];
  };
  return [
    ...(check.satisfies === undefined ? [] : of("satisfies", check.satisfies, "bool")),
    ...templateExpressions(check.message ?? "").flatMap((source) => of("message", source, "any")),
  ];
}

/** A typo in a field to match would never be matched: the lab file is refused instead. */
function matchProblems({ matches, object, objects, request }: Check): ObjectProblem[] {
  if (!matches) return [];
  if (request) return responseProblems(matches);
  const { apiVersion, kind } = object ?? objects ?? {};
  const partial = { ...matches, apiVersion, kind } as Json;
  return validateObject(partial, { partial: true }).map((problem) => ({
    ...problem,
    path: ["matches", ...problem.path],
  }));
}

/** The fields of a response and their types, as `HttpResponse` has them. */
const RESPONSE: Record<string, "integer" | "string"> = { status: "integer", body: "string" };

function responseProblems(matches: Record<string, Json>): ObjectProblem[] {
  return Object.entries(matches).flatMap(([field, value]): ObjectProblem[] => {
    const path = ["matches", field];
    const expected = Object.hasOwn(RESPONSE, field) ? RESPONSE[field] : undefined;
    if (!expected) return [{ code: "unknown-key", path, suggestion: closestName(field, Object.keys(RESPONSE)) }];
    const fits = expected === "integer" ? Number.isInteger(value) : typeof value === "string";
    return fits ? [] : [{ code: "wrong-type", path, expected, actual: value }];
  });
}
