import { referredName, type Schema } from "./schema.ts";

/** A definition as a Markdown table of its keys, below what it is and above which of them go together. */
export function schemaMarkdown(schema: Schema): string {
  const rows = keyRows(schema);
  const table = ["| Key | Type | What it is |", "| --- | --- | --- |", ...rows].join("\n");
  const alone = rows.length > 0 ? [] : [`Type: ${typeWords(schema)}.`];
  const rules = ruleWords(schema).map((rule) => `- ${rule}`);
  return [schema.description ?? "", ...alone, rows.length > 0 ? table : "", rules.join("\n")]
    .filter(Boolean)
    .join("\n\n");
}

/** A row for each key; keys of a map that has no definition of its own follow it, as `outer.inner`. */
function keyRows({ properties = {}, required = [] }: Schema, outer = ""): string[] {
  return Object.entries(properties).flatMap(([key, schema]) => {
    const name = `${outer}${key}`;
    const must = required.includes(key) ? "Required. " : "";
    const rules = ruleWords(schema).map((rule) => ` ${rule}`);
    const meaning = [must, schema.description ?? "", ...rules, exampleWords(schema)].join("").replaceAll("|", "\\|");
    const row = `| \`${name}\` | ${typeWords(schema)} | ${meaning} |`;
    return [row, ...keyRows(schema, `${name}.`)];
  });
}

/** The type for people who write YAML; a definition as a link to its section. */
function typeWords(schema: Schema): string {
  const name = referredName(schema);
  if (name !== undefined) return `[${name}](#${name.toLowerCase()})`;
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum) return schema.enum.map(code).join(" or ");
  if (schema.oneOf?.every((one) => typeOf(one) !== undefined)) return schema.oneOf.map(typeWords).join(" or ");
  return typeOf(schema) ?? "any";
}

function typeOf(schema: Schema): string | undefined {
  const { type, $ref, const: value } = schema;
  if ($ref !== undefined || value !== undefined || schema.enum) return typeWords(schema);
  if (type === "array") return `list of ${schema.items ? typeWords(schema.items) : "anything"}`;
  if (type === "integer") return `number${rangeWords(schema)}`;
  if (type === "string") return "text";
  if (type === "object")
    return typeof schema.additionalProperties === "object" ? `map of ${typeWords(schema.additionalProperties)}` : "map";
  return undefined;
}

function rangeWords({ minimum, maximum }: Schema): string {
  if (minimum !== undefined && maximum !== undefined) return `, ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `, at least ${minimum}`;
  return maximum === undefined ? "" : `, at most ${maximum}`;
}

function exampleWords({ examples, items }: Schema): string {
  const [example] = examples ?? items?.examples ?? [];
  return example === undefined ? "" : ` Example: ${code(example)}.`;
}

/** The rules over several keys, in words. */
function ruleWords({ oneOf = [], allOf = [], dependencies = {}, not }: Schema): string[] {
  const choice = oneOf.flatMap(({ required = [] }) => required);
  const excluded = not?.required ?? [];
  return [
    ...(choice.length > 1 ? [`Exactly one of ${list(choice, "and")} must be there.`] : []),
    ...(excluded.length > 1 ? [`${list(excluded, "and")} cannot stand together.`] : []),
    ...allOf.flatMap(ruleWords),
    ...Object.entries(dependencies).map(([key, needed]) => `${code(key)} goes with ${list(needed, "and")} alone.`),
  ];
}

function list(names: readonly string[], last: string): string {
  const codes = names.map(code);
  return codes.length < 2 ? codes.join("") : `${codes.slice(0, -1).join(", ")} ${last} ${codes.at(-1)}`;
}

function code(value: unknown): string {
  return `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
}
