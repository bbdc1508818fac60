import { type ASTNode, Environment, EvaluationError } from "@marcbachmann/cel-js";
import type { Mismatch } from "#core/generated/verdict.ts";
import type { Json } from "#core/kubernetes-object.ts";

/** What the expressions of a check may name. */
export type VariableName = "object" | "objects" | "responses";
export type Variables = Partial<Record<VariableName, unknown>>;

const TYPES: Record<VariableName, string> = { object: "dyn", objects: "list<dyn>", responses: "list<dyn>" };

/** How a comparison is written as an expectation: `== 3` is `3`, `>= 3` stays `>= 3`. */
const COMPARISONS = new Set(["==", "!=", "<", "<=", ">", ">="]);

/** Why an expression cannot be used; positions count characters of the expression from 0. */
export interface ExpressionProblem {
  message: string;
  start: number;
}

/** Checks syntax, names and types without evaluating; `undefined` if the expression is of the wanted type. */
export function checkExpression(
  source: string,
  name: VariableName,
  wanted: "bool" | "any",
): ExpressionProblem | undefined {
  const result = environment(name).check(source);
  if (result.error) return { message: result.error.summary, start: result.error.range?.start ?? 0 };
  if (wanted === "bool" && result.type !== "bool" && result.type !== "dyn") {
    return { message: `it gives ${result.type ?? "nothing"}, and a check needs true or false`, start: 0 };
  }
  return undefined;
}

/**
 * The parts of a CEL expression that do not hold, each with the values that were compared; none if it is true.
 * Throws where the expression cannot be evaluated for another reason than a field that is not there.
 */
export function unsatisfied(source: string, variables: Variables): Mismatch[] {
  const cel = environment(...(Object.keys(variables) as VariableName[]));
  const context = toCel(variables) as Record<string, unknown>;
  return failingParts(cel.parse(source).ast)
    .map((part) => explain(part))
    .filter((mismatch) => mismatch !== undefined);

  function failingParts(node: ASTNode): ASTNode[] {
    return node.op === "&&" ? node.args.flatMap(failingParts) : [node];
  }

  function valueOf(node: ASTNode): { value?: unknown } {
    try {
      return { value: cel.evaluate(textOf(node), context) };
    } catch (error) {
      if (error instanceof EvaluationError && error.code === "no_such_key") return {};
      throw error;
    }
  }

  function explain(node: ASTNode): Mismatch | undefined {
    const whole = valueOf(node);
    if (whole.value === true) return undefined;
    if (COMPARISONS.has(node.op)) {
      const [left, right] = node.args as [ASTNode, ASTNode];
      const expected = valueOf(right);
      const actual = valueOf(left);
      const wanted = toJson(expected.value);
      return {
        path: textOf(left),
        expected: node.op === "==" ? wanted : `${node.op} ${JSON.stringify(wanted)}`,
        ...("value" in actual && { actual: toJson(actual.value) }),
      };
    }
    return { path: textOf(node), expected: true, ...("value" in whole && { actual: toJson(whole.value) }) };
  }
}

/** The CEL expressions in the braces of a message, in order. */
export function templateExpressions(message: string): string[] {
  return [...message.matchAll(/\{([^{}]+)\}/g)].map(([, expression]) => expression ?? "");
}

/** Fills the braces of a message with what their CEL expressions give; a field that is not there reads "none". */
export function fillTemplate(message: string, variables: Variables): string {
  const cel = environment(...(Object.keys(variables) as VariableName[]));
  const context = toCel(variables) as Record<string, unknown>;
  return message.replace(/\{([^{}]+)\}/g, (_braces, expression: string) => {
    try {
      const value = toJson(cel.evaluate(expression, context));
      return typeof value === "string" ? value : JSON.stringify(value);
    } catch (error) {
      if (error instanceof EvaluationError && error.code === "no_such_key") return "none";
      throw error;
    }
  });
}

function environment(...names: VariableName[]): Environment {
  const cel = new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false });
  for (const name of names) cel.registerVariable(name, TYPES[name]);
  return cel.registerFunction("condition(dyn, string): string", (object: unknown, type: string) =>
    conditionStatus(object, type),
  );
}

/** The status of a condition, `""` where the object has none of that type. */
function conditionStatus(object: unknown, type: string): string {
  const conditions = (object as { status?: { conditions?: { type?: string; status?: string }[] } } | undefined)?.status
    ?.conditions;
  return conditions?.find((condition) => condition.type === type)?.status ?? "";
}

function textOf(node: ASTNode): string {
  return node.input.slice(node.range.start, node.range.end);
}

/** Whole numbers become CEL integers: Kubernetes has no others, and a JavaScript number would be a double. */
function toCel(value: unknown): unknown {
  if (typeof value === "number" && Number.isInteger(value)) return BigInt(value);
  if (Array.isArray(value)) return value.map(toCel);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => [key, toCel(item)]),
    );
  }
  return value;
}

function toJson(value: unknown): Json {
  if (value === undefined) return null;
  return JSON.parse(
    JSON.stringify(value, (_key, item: unknown) => (typeof item === "bigint" ? Number(item) : item)),
  ) as Json;
}
