import type { Location } from "#core/issue.ts";

/** Something in a lesson that the build stops for. */
export interface Problem extends Location {
  /** What was there and what was expected, as one or two sentences. */
  says: string;
  /** What the author does now. */
  next: string;
}

/** The problem as a build shows it, with the line of the file that it is about. */
export function problemMessage({ file, line, column, says, next }: Problem, text: string): string {
  const source = text.split(/\r?\n/)[line - 1] ?? "";
  const bar = `${" ".repeat(String(line).length + 4)} |`;
  // What stands before the mark keeps its tabs, so that the mark stands below what it means.
  const shift = source.slice(0, column - 1).replaceAll(/[^\t]/g, " ");
  return [
    `${file}:${line}:${column}: ${says}`,
    ...(source.trim() === "" ? [] : [`    ${line} | ${source}`, `${bar} ${shift}^`]),
    `    next  ${next}`,
  ].join("\n");
}

/** In the order in which they are read: by file, line and column. */
export function inOrder(problems: readonly Problem[]): Problem[] {
  const order = (one: Problem, other: Problem): number =>
    (one.file < other.file ? -1 : Number(one.file > other.file)) || one.line - other.line || one.column - other.column;
  return problems.toSorted(order);
}
