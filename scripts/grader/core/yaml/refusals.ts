import { type Document, type ErrorCode, isAlias, isMap, isNode, isScalar, visit, type YAMLError } from "yaml";
import type { Issue } from "#core/issue.ts";
import { isMergeable, isMergeKey, keyName } from "./merges.ts";

/** Why text is no manifest, and the offset in it that shows so. */
export type YamlRefusal = Pick<Issue, "code" | "expected" | "actual"> & { offset: number };

/** What YAML does not allow in a text: https://yaml.org/spec/1.2.2/#51-character-set */
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const NOT_PRINTABLE = /[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

export function refusedCharacter(text: string): YamlRefusal | undefined {
  const found = NOT_PRINTABLE.exec(text);
  if (!found) return undefined;
  const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return {
    code: "yaml-syntax",
    offset: found.index,
    actual: `Control character U+${code}`,
    expected: "only characters that can be printed",
  };
}

/** The first complaint of the parser, in the words of our codes. */
export function refusedByParser(document: Document.Parsed, text: string): YamlRefusal | undefined {
  const problem = document.errors[0] ?? document.warnings.find((warning) => !isUnknownTag(warning));
  if (problem) return refusalOf(problem, text);
  const directive = document.directives.yaml.explicit;
  return directive ? { code: "unsupported-yaml", offset: 0, actual: "%YAML" } : undefined;
}

/** What kubectl does with a tag that it does not know: the value stays text, a map or a list. */
function isUnknownTag({ code, message }: YAMLError): boolean {
  return code === "TAG_RESOLVE_FAILED" && !/^Unresolved tag: tag:yaml.org,2002:(?:int|float|bool|null)$/.test(message);
}

/** What the learner most likely meant, for the complaints of the parser that do not say so. */
const EXPECTED: Partial<Record<ErrorCode, string>> = {
  MULTILINE_IMPLICIT_KEY: "a colon and a space between each key and its value",
  BLOCK_AS_IMPLICIT_KEY: "one key on a line, each level indented alike, and quotes around text with a colon in it",
  MISSING_CHAR: "every quote and bracket closed",
  BAD_INDENT: "each level indented by the same number of spaces",
};

function refusalOf({ code, message, pos: [offset] }: YAMLError, text: string): YamlRefusal {
  if (code === "TAB_AS_INDENT" || /^ *\t/.test(lineAround(text, offset))) return { code: "tab-indentation", offset };
  if (code === "TAG_RESOLVE_FAILED") {
    const [, type] = /^Unresolved tag: tag:yaml.org,2002:(.*)$/.exec(message) ?? [];
    return { code: "yaml-syntax", offset, actual: type ? `The value cannot be decoded as !!${type}` : message };
  }
  // The parser calls a bracket that nobody closes badly indented.
  const expected = EXPECTED[message.includes("end with a") ? "MISSING_CHAR" : code];
  return { code: "yaml-syntax", offset, actual: message, ...(expected && { expected }) };
}

function lineAround(text: string, offset: number): string {
  const start = offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
  const end = text.indexOf("\n", start);
  return text.slice(start, end === -1 ? undefined : end);
}

/** A manifest needs no alias at all; each one costs a search for its anchor. */
const MAX_ALIASES = 100;

/** The first key that is there twice, node that JSON could not hold, or alias that leads nowhere, to itself or is one of too many. */
export function refusedNode(document: Document.Parsed): YamlRefusal | undefined {
  let found: YamlRefusal | undefined;
  let aliases = 0;
  const refuse = (node: { range?: readonly number[] | null }, code: YamlRefusal["code"], actual: string) => {
    found ??= { code, offset: node.range?.[0] ?? 0, actual };
  };
  visit(document, (_key, node, ancestors) => {
    if (isAlias(node)) {
      aliases += 1;
      const actual = `*${node.source}`;
      const target = aliases > MAX_ALIASES ? undefined : node.resolve(document);
      if (aliases > MAX_ALIASES || (target && ancestors.includes(target))) refuse(node, "alias-bomb", actual);
      else if (!target) refuse(node, "yaml-syntax", `${actual} names no anchor`);
    } else if (isScalar(node) && typeof node.value === "number" && !Number.isFinite(node.value)) {
      refuse(node, "unsupported-yaml", node.source ?? "");
    } else if (isMap(node)) {
      const names = new Set<string>();
      for (const { key, value } of node.items) {
        if (!isScalar(key) || key.value === null) {
          refuse(
            isNode(key) ? key : node,
            "unsupported-yaml",
            isScalar(key) ? "nothing as key" : "a list or a map as key",
          );
          continue;
        }
        const name = keyName(key);
        if (names.has(name)) refuse(key, "duplicate-key", name);
        names.add(name);
        if (isMergeKey(key) && !isMergeable(value, document))
          refuse(key, "yaml-syntax", "Map merge requires map or sequence of maps as the value");
      }
    }
    return found && visit.BREAK;
  });
  return found;
}
