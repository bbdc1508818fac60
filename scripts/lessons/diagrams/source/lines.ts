/** A text that remembers for each of its UTF-16 units the line of the source it came from, counted from 1. */
interface Traced {
  text: string;
  lines: number[];
}

/** What Mermaid drops before it parses, in its order (`preprocess.ts`, `comments.ts`). */
const dropped = [
  { name: "frontmatter", pattern: /^\s*---[ \t]*\n[\s\S]*?\n[ \t]*---[ \t]*\n/g },
  { name: "directives", pattern: /%%\{[\s\S]*?\}%%/g },
  { name: "comments, with the blank lines before them", pattern: /^\s*%%(?!\{)[^\n]+\n?/gm },
  { name: "leading space", pattern: /^\s+/g },
];

/** For each line as Mermaid's parser counts them, the line of the source, both from 1. */
export function parsedLines(source: string): number[] {
  const { text, lines } = dropped.reduce((traced, { pattern }) => without(traced, pattern), trace(source));
  const starts = [0, ...text.matchAll(/\n/g).map(({ index }) => index + 1)];
  return starts.map((start) => lines[start] ?? lines.at(-1) ?? 1);
}

/** The lines, counted from 1, that match outside comments. */
export function linesOf(source: string, pattern: RegExp): number[] {
  return source.split("\n").flatMap((line, index) => {
    const isComment = line.trimStart().startsWith("%%");
    return !isComment && pattern.test(line) ? [index + 1] : [];
  });
}

function trace(text: string): Traced {
  return { text, lines: text.split("\n").flatMap((line, index) => Array<number>(line.length + 1).fill(index + 1)) };
}

function without({ text, lines }: Traced, pattern: RegExp): Traced {
  const cuts = [...text.matchAll(pattern)].map(({ index, 0: { length } }) => ({ start: index, end: index + length }));
  const kept = [...cuts, { start: text.length, end: text.length }].map(({ start }, index) => ({
    start: cuts[index - 1]?.end ?? 0,
    end: start,
  }));
  return {
    text: kept.map(({ start, end }) => text.slice(start, end)).join(""),
    lines: kept.flatMap(({ start, end }) => lines.slice(start, end)),
  };
}
