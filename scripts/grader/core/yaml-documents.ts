import {
  type Document,
  type ErrorCode,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  parseAllDocuments,
  visit,
  type YAMLError,
} from "yaml";
import type { Issue, IssueCode, Location } from "#core/issue.ts";
import type { Json } from "#core/kubernetes-object.ts";
import type { Path } from "#core/path.ts";

/** One YAML document: its value, and where each field of it stands. */
export interface YamlDocument {
  value: Json;
  /** The place of the field's value, of its key, or of the nearest field around it that is there. */
  locate: (path: Path, part?: "key" | "value") => Location;
}

/** How deep a document may nest: no Kubernetes object comes near. */
const MAX_DEPTH = 50;

/** Reads YAML text; never throws for what the text holds. Documents that are empty are left out. */
export function readYaml(file: string, text: string): { documents: YamlDocument[]; issues: Issue[] } {
  const lines = new LineCounter();
  const at = (offset: number): Location => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const refuse = (code: IssueCode, location: Location, more: Partial<Issue> = {}) => ({
    documents: [],
    issues: [{ code, location, path: "", ...more }],
  });

  const tooDeep = deepestPlace(text);
  if (tooDeep) return refuse("too-deep", { file, ...tooDeep }, { expected: MAX_DEPTH });

  const parsed = parseAllDocuments(text, {
    lineCounter: lines,
    version: "1.2",
    merge: false,
    prettyErrors: false,
    stringKeys: true,
  });
  const found = Array.isArray(parsed) ? parsed : [];
  for (const document of found) {
    const problem = document.errors[0] ?? document.warnings[0];
    if (problem) return refuse(codeOf(problem, text), at(problem.pos[0]), detailOf(problem, text));
    const version = document.directives?.yaml.explicit;
    if (version) return refuse("unsupported-yaml", at(0), { actual: "%YAML directive" });
    const trick = unusualNode(document);
    if (trick) return refuse(trick.code, at(trick.offset), { actual: trick.actual });
    if (depthOf(document.contents) > MAX_DEPTH) return refuse("too-deep", at(0), { expected: MAX_DEPTH });
  }

  const documents: YamlDocument[] = [];
  for (const document of found) {
    let value: Json;
    try {
      value = document.toJS({ maxAliasCount: 100 }) as Json;
    } catch (error) {
      // `yaml` refuses to multiply aliases beyond the limit with a ReferenceError; aliases without an anchor were found above.
      if (error instanceof ReferenceError) return refuse("alias-bomb", at(0), { expected: 100 });
      throw error;
    }
    if (value === null) continue;
    documents.push({ value, locate: (path, part = "value") => at(offsetOf(document, path, part)) });
  }
  if (documents.length === 0) return refuse("empty-file", { file, line: 1, column: 1 });
  return { documents, issues: [] };
}

function codeOf(problem: YAMLError, text: string): IssueCode {
  if (problem.code === ("DUPLICATE_KEY" satisfies ErrorCode)) return "duplicate-key";
  if (problem.code === ("TAB_AS_INDENT" satisfies ErrorCode) || lineAround(text, problem.pos[0]).startsWith("\t"))
    return "tab-indentation";
  if (problem.code === ("TAG_RESOLVE_FAILED" satisfies ErrorCode)) return "unsupported-yaml";
  return "yaml-syntax";
}

/** What the learner most likely meant, for the complaints of the parser that do not say so. */
const EXPECTED: Partial<Record<ErrorCode, string>> = {
  MULTILINE_IMPLICIT_KEY: "a colon and a space between each key and its value",
  BLOCK_AS_IMPLICIT_KEY: "one key on a line; text with a colon in it stands in quotes",
  MISSING_CHAR: "every quote and bracket closed",
  BAD_INDENT: "each level indented by the same number of spaces",
};

function detailOf(problem: YAMLError, text: string): Partial<Issue> {
  if (problem.code === "DUPLICATE_KEY") return { actual: lineAround(text, problem.pos[0]).trim().replace(/:.*$/s, "") };
  const expected = EXPECTED[problem.code];
  return { actual: problem.message, ...(expected && { expected }) };
}

function lineAround(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const end = text.indexOf("\n", start);
  return text.slice(start, end === -1 ? undefined : end);
}

/** The place where the text nests too deep, found by the lexer alone: the parser itself would overflow its stack. */
function deepestPlace(text: string): { line: number; column: number } | undefined {
  let flow = 0;
  let entries = 0;
  let line = 1;
  let column = 1;
  for (const token of new Lexer().lex(text)) {
    if (token === "[" || token === "{") flow++;
    else if (token === "]" || token === "}") flow = Math.max(0, flow - 1);
    else if (token === "-" || token === "?") entries++;
    if (flow > MAX_DEPTH || entries > MAX_DEPTH) return { line, column };
    const breaks = token.split("\n").length - 1;
    if (breaks > 0) {
      line += breaks;
      column = 1;
      entries = 0;
    } else if (!isMarker(token)) column += token.length;
  }
  return undefined;
}

/** The lexer also gives tokens that stand for no text (start of a document, of a scalar): single control characters. */
function isMarker(token: string): boolean {
  return token.length === 1 && token < " ";
}

function depthOf(node: unknown): number {
  const children = isMap(node) ? node.items.map((pair) => pair.value) : isSeq(node) ? node.items : [];
  let deepest = 0;
  for (const child of children) deepest = Math.max(deepest, depthOf(child));
  return children.length === 0 ? 0 : deepest + 1;
}

/** A tag, an alias that means nothing, or one that contains itself: nothing that a manifest needs. */
function unusualNode(document: Document): { code: IssueCode; offset: number; actual: string } | undefined {
  let found: { code: IssueCode; offset: number; actual: string } | undefined;
  visit(document, (_key, node, ancestors) => {
    if (isAlias(node)) {
      const target = node.resolve(document);
      const actual = `*${node.source}`;
      if (!target) found = { code: "yaml-syntax", offset: node.range?.[0] ?? 0, actual: `${actual} names no anchor` };
      else if (ancestors.includes(target)) found = { code: "alias-bomb", offset: node.range?.[0] ?? 0, actual };
    } else if ((isScalar(node) || isCollection(node)) && node.tag) {
      found = { code: "unsupported-yaml", offset: node.range?.[0] ?? 0, actual: node.tag };
    }
    return found ? visit.BREAK : undefined;
  });
  return found;
}

function offsetOf(document: Document, path: Path, part: "key" | "value"): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const [index, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    const last = index === path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      if (!pair || !isScalar(pair.key)) return offset;
      const value: unknown = pair.value;
      const wantsKey = (last && part === "key") || !isNode(value) || isEmptyScalar(value) || !isScalar(value);
      offset = (wantsKey ? pair.key.range?.[0] : value.range?.[0]) ?? offset;
      node = value;
    } else if (isSeq(node)) {
      const item: unknown = node.items[Number(step)];
      if (!isNode(item)) return offset;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else return offset;
  }
  return offset;
}

function isNode(node: unknown): node is { range?: [number, number, number] | null } {
  return typeof node === "object" && node !== null && "range" in node && !isPair(node);
}

function isEmptyScalar(node: unknown): boolean {
  return isScalar(node) && node.value === null && node.range?.[0] === node.range?.[1];
}
