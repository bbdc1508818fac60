import {
  type Document,
  isAlias,
  isCollection,
  isPair,
  isScalar,
  Lexer,
  type Node,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { YamlRefusal } from "./refusals.ts";

/** How deep a document may nest: no Kubernetes object comes near. */
const MAX_DEPTH = 50;

/** How many values a document may hold after its aliases are written out; without aliases 64 KiB cannot hold as many. */
const MAX_VALUES = 50_000;

/** How many characters their texts may have then: four times as many as a file without aliases can hold. */
const MAX_CHARACTERS = 256 * 1024;

/**
 * The first place where brackets, or dashes on one line, nest too deep. Found by the lexer alone: the parser would
 * overflow its stack.
 */
export function refusedNesting(text: string): YamlRefusal | undefined {
  let brackets = 0;
  let dashes = 0;
  let offset = 0;
  for (const token of new Lexer().lex(text)) {
    if (isMarker(token)) continue;
    if (token === "[" || token === "{") brackets++;
    else if (token === "]" || token === "}") brackets = Math.max(0, brackets - 1);
    else if (token === "-" || token === "?") dashes++;
    else if (token.includes("\n")) dashes = 0;
    if (brackets > MAX_DEPTH || dashes > MAX_DEPTH) return { code: "too-deep", offset, expected: MAX_DEPTH };
    offset += token.length;
  }
  return undefined;
}

/** The lexer also gives tokens that stand for no text (the start of a document, of a scalar). */
function isMarker(token: string): boolean {
  return token === "\u0002" || token === "\u0018" || token === "\u001f";
}

/** A document that is too deep, or that aliases blow up beyond all measure, and where. Every alias must have its anchor. */
export function refusedSize(document: Document.Parsed): YamlRefusal | undefined {
  const known = new Map<Node, Size>();
  const measure = (node: unknown) => sizeOf(node, document, known);
  const { depth, ...rest } = measure(document.contents);
  if (isTooMuch(rest))
    return { code: "alias-bomb", offset: culprit(document.contents, (node) => isTooMuch(measure(node))) };
  if (depth <= MAX_DEPTH) return undefined;
  const offset = culprit(document.contents, (node, level) => level + measure(node).depth > MAX_DEPTH);
  return { code: "too-deep", offset, expected: MAX_DEPTH };
}

/** Where the innermost guilty node stands, as deep as documents may be; for one that an alias repeats, the alias. */
function culprit(root: unknown, isGuilty: (node: unknown, level: number) => boolean): number {
  let node = root;
  for (let level = 1; level <= MAX_DEPTH && isCollection(node); level++) {
    const guilty = childrenOf(node).find((child) => isGuilty(child, level));
    if (guilty === undefined) break;
    node = guilty;
  }
  return (node as Node).range?.[0] ?? 0;
}

function childrenOf(collection: YAMLMap | YAMLSeq): unknown[] {
  return collection.items.map((item) => (isPair(item) ? item.value : item));
}

interface Size {
  depth: number;
  values: number;
  /** In texts and keys. */
  characters: number;
}

function isTooMuch({ values, characters }: Omit<Size, "depth">): boolean {
  return values > MAX_VALUES || characters > MAX_CHARACTERS;
}

function lengthOf(node: unknown): number {
  return isScalar(node) ? String(node.value).length : 0;
}

function keyLengths({ items }: YAMLMap | YAMLSeq): number {
  return items.reduce<number>((sum, item) => sum + (isPair(item) ? lengthOf(item.key) : 0), 0);
}

/** Depth, number of values and length of texts with aliases written out, each anchor measured once. */
function sizeOf(node: unknown, document: Document, known: Map<Node, Size>): Size {
  if (isAlias(node)) return sizeOf(node.resolve(document), document, known);
  if (!isCollection(node)) return { depth: 0, values: 1, characters: lengthOf(node) };
  const measured = known.get(node);
  if (measured) return measured;
  const size = { depth: 0, values: 1, characters: keyLengths(node) };
  for (const child of childrenOf(node)) {
    const inner = sizeOf(child, document, known);
    size.depth = Math.max(size.depth, inner.depth);
    size.values += inner.values;
    size.characters += inner.characters;
  }
  size.depth += 1;
  known.set(node, size);
  return size;
}
