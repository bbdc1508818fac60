import { parseAllDocuments, stringify } from "yaml";
import { isJsonMap, type Json } from "#core/json.ts";

/** A number in [0, 1). */
export type Random = () => number;

/** What learners, editors and attackers put where something else belongs. */
const VALUES: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  3,
  51,
  2 ** 31,
  1e300,
  "",
  " ",
  "0",
  "yes",
  "1e9",
  "100m",
  "-5Mi",
  "50%",
  "*",
  "/",
  "../..",
  "sh -c",
  "$(VAR) $HOME {{ .Values.x }}",
  "constructor",
  "__proto__",
  "toString",
  "nginx",
  "nginx:1.29",
  "http",
  "web",
  "é\u00a0“x”–",
  "\u0000\u001b[31m",
  "a".repeat(64),
  "x".repeat(5000),
  "-".repeat(5000),
  "1".repeat(5000),
  [],
  {},
  [null],
  [[[]]],
  { constructor: "x" },
  ["sh", "-c", "exit 1"],
  ["sleep", "1"],
];

const KEYS = [
  "constructor",
  "__proto__",
  "toString",
  "name",
  "spec",
  "metadata",
  "labels",
  "status",
  "x",
  "",
  "<<",
  "0",
];

const CHARACTERS = [
  "\t",
  "\u00a0",
  "\u200b",
  "\ufeff",
  "“",
  "’",
  "–",
  ":",
  "- ",
  "&a ",
  "*a ",
  "#",
  "|",
  ">",
  "{",
  "]",
  "'",
  '"',
  "\r",
  "\0",
  "---\n",
  "!!str ",
  "%",
  "\u2028",
  "😀",
  "```\n",
  "$ ",
  "+",
  "<<<<<<< HEAD\n",
];

/** The text of a file with a few changes of the kinds that hands, editors and attackers make. */
export function mutated(text: string, random: Random): Uint8Array {
  let result = text;
  const times = 1 + Math.floor(random() * 3);
  for (let time = 0; time < times; time++)
    result = random() < 0.7 ? changedValue(result, random) : changedText(result, random);
  const bytes = new TextEncoder().encode(result);
  if (random() < 0.03 && bytes.length > 0) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
  return bytes;
}

function one<T>(of: readonly T[], random: Random): T {
  return of[Math.floor(random() * of.length)]!;
}

function changedText(text: string, random: Random): string {
  const at = Math.floor(random() * (text.length + 1));
  const lines = text.split("\n");
  const line = Math.floor(random() * lines.length);
  return one<() => string>(
    [
      () => text.slice(0, at),
      () => text.slice(at),
      () => text.slice(0, at) + one(CHARACTERS, random) + text.slice(at),
      () => text.slice(0, at) + text.slice(at + 1 + Math.floor(random() * 5)),
      () => `${text}\n---\n${text}`,
      () => text + text.slice(at),
      () => lines.toSpliced(line, 1).join("\n"),
      () => lines.toSpliced(line, 0, lines[line]!).join("\n"),
      () => lines.with(line, ` ${lines[line]}`).join("\n"),
      () => lines.with(line, lines[line]!.replace(/^ {2}/, "")).join("\n"),
      () => text.replaceAll("\n", "\r\n"),
      () => text.replace(/(\w+): (\w+)/, "$1: &a $2").replace(/(\w+): (\w+)$/m, "$1: *a"),
    ],
    random,
  )();
}

/** One value of the documents, changed; the text changed where it cannot be read. */
function changedValue(text: string, random: Random): string {
  const documents = readable(text);
  if (!documents) return changedText(text, random);
  const position = Math.floor(random() * documents.length);
  const places = placesOf(documents[position] ?? null);
  const path = one(places, random);
  const changed = documents.with(position, changedAt(documents[position] ?? null, path, random));
  const write = random() < 0.3 ? (value: Json) => JSON.stringify(value) : (value: Json) => stringify(value);
  return changed.map(write).join("\n---\n");
}

function readable(text: string): Json[] | undefined {
  try {
    const parsed = parseAllDocuments(text, { logLevel: "silent", stringKeys: true });
    const values = Array.isArray(parsed) ? parsed.map((document) => document.toJS() as Json) : [];
    return values.length > 0 ? values : undefined;
  } catch {
    return undefined;
  }
}

/** The ways to all values; an empty one is the whole document. */
function placesOf(value: Json): (string | number)[][] {
  const entries: [string | number, Json][] = Array.isArray(value)
    ? value.map((item, index) => [index, item])
    : isJsonMap(value)
      ? Object.entries(value)
      : [];
  return [[], ...entries.flatMap(([step, below]) => placesOf(below).map((path) => [step, ...path]))];
}

function changedAt(value: Json, [step, ...rest]: (string | number)[], random: Random): Json {
  if (step === undefined) return changed(value, random);
  if (Array.isArray(value)) return value.with(Number(step), changedAt(value[Number(step)] ?? null, rest, random));
  if (!isJsonMap(value)) return changed(value, random);
  return Object.fromEntries(
    Object.entries(value).map(([key, below]) => [key, key === step ? changedAt(below, rest, random) : below]),
  );
}

function changed(value: Json, random: Random): Json {
  if (random() < 0.5) return one(VALUES, random);
  if (typeof value === "string")
    return one([`${value} `, value.toUpperCase(), value.repeat(40), `${value}/x`, [value], Number(value) || 7], random);
  if (typeof value === "number")
    return one([-value, value * 1000, value + 0.5, String(value), value + 1, [value]], random);
  if (Array.isArray(value))
    return one<() => Json>(
      [
        () => value.slice(1),
        () => [...value, ...value],
        () => Array.from({ length: 30 }, () => value[0] ?? null),
        () => ({ 0: value[0] ?? null }),
        () => value.toReversed(),
      ],
      random,
    )();
  if (!isJsonMap(value)) return one(VALUES, random);
  const entries = Object.entries(value);
  const [name, field] = entries.length > 0 ? one(entries, random) : ["x", 1];
  return one<() => Json>(
    [
      () => Object.fromEntries(entries.filter(([key]) => key !== name)),
      () => Object.fromEntries([...entries, [one(KEYS, random), field]]),
      () => Object.fromEntries(entries.map(([key, below]) => [key === name ? `${key}s` : key, below])),
      () => Object.fromEntries(entries.toReversed()),
      () => Object.fromEntries([...entries, [name, one(VALUES, random)]]),
      () => [value],
    ],
    random,
  )();
}
