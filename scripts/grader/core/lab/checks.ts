import { expressionProblem, templateExpressions } from "#core/cel/expression.ts";
import { closestName } from "#core/closest-name.ts";
import type { Check, LabFile } from "#core/generated/lab.ts";
import type { Issue, ObjectProblem } from "#core/issue.ts";
import type { YamlDocument } from "#core/yaml/documents.ts";
import { locatedIssue } from "#core/yaml/located-issue.ts";
import { actProblems } from "./acts.ts";
import { checkKindProblems } from "./kinds.ts";
import { matchProblems } from "./matches.ts";
import { subjectOf, VARIABLES } from "./subject.ts";
import { submissionRules } from "./submission-rules.ts";

/** What the schema of lab files cannot say about checks and `asks`: names that refer to nothing, expressions, fields that there are not. */
export function checkIssues(lab: LabFile, document: YamlDocument): Issue[] {
  const ofChecks = lab.checks.flatMap((check, index) => {
    const earlier = lab.checks.slice(0, index).map(({ id }) => id);
    const unknownKinds = checkKindProblems(check, submissionRules(lab).kinds);
    const problems = [
      ...nameProblems(check, earlier),
      ...expressionProblems(check),
      ...partialWithoutList(check),
      // Nothing can be said about the fields of a kind that does not exist.
      ...(unknownKinds.length > 0 ? unknownKinds : [...matchProblems(check), ...actProblems(check, lab)]),
    ];
    return problems.map((problem) => locatedIssue({ ...problem, path: ["checks", index, ...problem.path] }, document));
  });
  return [...ofChecks, ...askProblems(lab).map((problem) => locatedIssue(problem, document))];
}

/** A sentence of the brief is held by checks that there are. */
function askProblems({ asks = [], checks }: LabFile): ObjectProblem[] {
  const known = checks.map(({ id }) => id);
  return asks.flatMap((ask, index) =>
    ask.checks.flatMap((check, position): ObjectProblem[] =>
      known.includes(check)
        ? []
        : [
            {
              code: "unknown-check",
              path: ["asks", index, "checks", position],
              expected: known,
              actual: check,
              suggestion: closestName(check, known),
            },
          ],
    ),
  );
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

/** What facts hold is not for messages: those are read by the learner who is to find it out. */
function expressionProblems(check: Check): ObjectProblem[] {
  const variable = VARIABLES[subjectOf(check).kind];
  const of = (
    field: "satisfies" | "message",
    source: string,
    wanted: "bool" | "any",
    facts?: string[],
  ): ObjectProblem[] => {
    const expected = expressionProblem(source, variable, wanted, facts);
    return expected === undefined ? [] : [{ code: "invalid-expression", path: [field], expected, actual: source }];
  };
  return [
    ...(check.satisfies === undefined ? [] : of("satisfies", check.satisfies, "bool", Object.keys(check.facts ?? {}))),
    ...templateExpressions(check.message ?? "").flatMap((source) => of("message", source, "any")),
  ];
}

/** One object has no items in proportion to which there could be points. */
function partialWithoutList({ partial, object }: Check): ObjectProblem[] {
  return partial && object ? [{ code: "not-together", path: ["partial"], expected: ["object", "partial"] }] : [];
}
