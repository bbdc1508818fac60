import { type ASTNode, Environment, EvaluationError, type ParseResult, serialize } from "@marcbachmann/cel-js";
import type { Mismatch } from "#core/generated/verdict.ts";
import type { Json } from "#core/json.ts";
import { comparisonOf, mentions } from "./comparison.ts";
import { registerKubernetesFunctions } from "./functions.ts";

/** What the expressions of a check may name. */
export type VariableName = "object" | "objects" | "responses" | "answers" | "logs" | "results";
export type Variables = Partial<Record<VariableName | "facts", unknown>>;

/** Why an expression cannot be used, by its syntax, names and types alone; `undefined` if it gives the wanted type. */
export function expressionProblem(
  source: string,
  name: VariableName,
  wanted: "bool" | "any",
  facts: readonly string[] = [],
): string | undefined {
  const { error, type } = environment([name], facts).check(source);
  if (error) return error.summary;
  if (wanted === "any" || type === "bool" || type === "dyn") return undefined;
  return `it gives ${type ?? "nothing"}, and a check needs true or false`;
}

/** The value of a CEL expression, or why it has none; neither for a field or an item that is not there. */
export function valueOf(source: string, variables: Variables): { value?: unknown; problem?: string } {
  return evaluate(environmentOf(variables), source, contextOf(variables));
}

/**
 * The parts of a CEL expression that do not hold, each with the values that were compared; none if it is true. A part
 * that cannot be evaluated on what is there (a missing field, a list too short, text where a number should be) does
 * not hold: the lab's own mistakes were found when its file was read. Values of `facts` are never shown.
 */
export function unsatisfied(source: string, variables: Variables): Mismatch[] {
  const cel = environmentOf(variables);
  const context = contextOf(variables);
  return conjuncts(parsed(cel, source).ast).flatMap(explain);

  function explain(node: ASTNode): Mismatch[] {
    const whole = evaluate(cel, serialize(node), context);
    if (whole.value === true) return [];
    const comparison = comparisonOf(node);
    if (!comparison) return [mismatch(serialize(node), true, whole)];
    const { left, operator, right } = comparison;
    const actual = mentions(left, "facts") ? { value: OTHER } : evaluate(cel, serialize(left), context);
    if (mentions(right, "facts")) return [mismatch(serialize(left), FACT, actual)];
    const wanted = toJson(evaluate(cel, serialize(right), context).value);
    const expected = operator === "==" ? wanted : `${operator} ${JSON.stringify(wanted)}`;
    return [mismatch(serialize(left), expected, actual)];
  }
}

/** What is in a verdict for a value that the learner is to find out, where it is expected and where it was found. */
const FACT = "what the cluster says";
const OTHER = "another value";

/** What an expression gives, or why it gives nothing; neither for a field or an item that is not there. */
interface Result {
  value?: unknown;
  problem?: string;
}

function evaluate(cel: Environment, source: string, context: Record<string, unknown>): Result {
  try {
    return { value: parsed(cel, source)(context) };
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    return ABSENT.has(error.code) ? {} : { problem: error.summary };
  }
}

const parsings = new WeakMap<Environment, Map<string, ParseResult>>();

/** A check looks again and again, with the same expression. */
function parsed(cel: Environment, source: string): ParseResult {
  const known = parsings.get(cel) ?? new Map<string, ParseResult>();
  parsings.set(cel, known);
  const result = known.get(source) ?? cel.parse(source);
  known.set(source, result);
  return result;
}

const ABSENT = new Set(["no_such_key", "index_out_of_bounds"]);

function mismatch(path: string, expected: Json, { value, problem }: Result): Mismatch {
  if (problem !== undefined) return { path, expected, actual: problem };
  return { path, expected, ...(value !== undefined && { actual: toJson(value) }) };
}

function conjuncts(node: ASTNode): ASTNode[] {
  return node.op === "&&" ? node.args.flatMap(conjuncts) : [node];
}

const BRACES = /\{([^{}]+)\}/g;

/** The CEL expressions in the braces of a message, in order. */
export function templateExpressions(message: string): string[] {
  return [...message.matchAll(BRACES)].map(([, expression]) => expression ?? "");
}

/** Fills the braces of a message with what their CEL expressions give; what is not there reads "none". */
export function fillTemplate(message: string, variables: Variables): string {
  const cel = environmentOf(variables);
  const context = contextOf(variables);
  return message.replace(BRACES, (_braces, expression: string) => {
    const { value, problem } = evaluate(cel, expression, context);
    if (value === undefined) return problem ?? "none";
    const json = toJson(value);
    return typeof json === "string" ? json : JSON.stringify(json);
  });
}

function environmentOf({ facts = {}, ...variables }: Variables): Environment {
  return environment(Object.keys(variables) as VariableName[], Object.keys(facts as object));
}

/** By what they name: nothing else makes them differ, and to make one takes as long as to evaluate an expression. */
const environments = new Map<string, Environment>();

function environment(names: readonly VariableName[], facts: readonly string[]): Environment {
  const key = JSON.stringify([names, facts]);
  const known = environments.get(key) ?? makeEnvironment(names, facts);
  environments.set(key, known);
  return known;
}

function makeEnvironment(names: readonly VariableName[], facts: readonly string[]): Environment {
  const cel = new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false });
  for (const name of names) cel.registerVariable(name, name === "object" ? "dyn" : "list<dyn>");
  const schema = Object.fromEntries(facts.map((fact) => [fact, "list<dyn>"]));
  if (facts.length > 0) cel.registerVariable("facts", { schema });
  return registerKubernetesFunctions(cel);
}

/** The variables themselves, and each list of facts, are there also where they are empty. */
function contextOf({ facts, ...variables }: Variables): Record<string, unknown> {
  const each = (map: object) => Object.fromEntries(Object.entries(map).map(([name, value]) => [name, toCel(value)]));
  return { ...each(variables), ...(facts !== undefined && { facts: each(facts as object) }) };
}

/**
 * Whole numbers become CEL integers: Kubernetes has no others, and a JavaScript number would be a double. What is
 * `null`, and a list without items, is not there: some API servers leave it out and some do not, and nothing may hold
 * for each item of nothing.
 */
function toCel(value: unknown): unknown {
  if (typeof value === "number" && Number.isInteger(value)) return BigInt(value);
  if (Array.isArray(value)) return value.map(toCel);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, item]) => item !== undefined && item !== null && !(Array.isArray(item) && item.length === 0))
        .map(([key, item]) => [key, toCel(item)]),
    );
  }
  return value;
}

function toJson(value: unknown): Json {
  if (value === undefined) return null;
  return JSON.parse(JSON.stringify(value, (_key, item: unknown) => jsonOf(item))) as Json;
}

function jsonOf(item: unknown): unknown {
  if (typeof item === "bigint") return Number(item);
  if (typeof item !== "object" || item === null || Array.isArray(item)) return item;
  // CEL's own types (durations, unsigned integers) have no JSON form, but one as text.
  // oxlint-disable-next-line typescript/no-base-to-string
  return Object.getPrototypeOf(item) === Object.prototype ? item : String(item);
}
