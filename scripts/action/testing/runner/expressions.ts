import { data, Evaluator, Lexer, Parser } from "@actions/expressions";

/** What expressions may name: `github`, `steps`, …, as JSON. */
export type Contexts = Record<string, unknown>;

/** A text of a workflow with each `${{ … }}` in place of its value. */
export function interpolate(text: string, contexts: Contexts): string {
  return text.replace(/\$\{\{(.*?)\}\}/gs, (_, expression: string) => evaluate(expression, contexts).coerceString());
}

/** Whether an `if:` holds; a step without one runs. */
export function holds(condition: string | undefined, contexts: Contexts): boolean {
  if (condition === undefined) return true;
  const value = evaluate(condition.replace(/^\$\{\{(.*)\}\}$/s, "$1"), contexts);
  return !["", "false", "0"].includes(value.coerceString());
}

function evaluate(expression: string, contexts: Contexts): data.ExpressionData {
  const { tokens } = new Lexer(expression.trim()).lex();
  const parsed = new Parser(tokens, Object.keys(contexts), []).parse();
  return new Evaluator(parsed, toDictionary(contexts)).evaluate();
}

function toDictionary(fields: object): data.Dictionary {
  return new data.Dictionary(...Object.entries(fields).map(([key, value]) => ({ key, value: toData(value) })));
}

function toData(value: unknown): data.ExpressionData {
  if (typeof value === "string") return new data.StringData(value);
  if (typeof value === "number") return new data.NumberData(value);
  if (typeof value === "boolean") return new data.BooleanData(value);
  if (Array.isArray(value)) return new data.Array(...value.map(toData));
  return typeof value === "object" && value !== null ? toDictionary(value) : new data.Null();
}
