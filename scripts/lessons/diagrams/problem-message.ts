import type { DiagramError } from "./diagram.ts";
import type { Fence } from "./fences.ts";

/** One message for each problem of a fence: `file:line: mermaid: reason`, and the line it is about. */
export function problemMessages(
  file: string,
  { source, line: firstLine }: Fence,
  { problems }: DiagramError,
): string[] {
  const lines = source.split(/\r?\n/);
  return problems.map(({ line, reason }) => {
    const lineInFile = firstLine + line - 1;
    return `${file}:${lineInFile}: mermaid: ${reason}\n    ${lineInFile} | ${lines[line - 1]?.trim() ?? ""}`;
  });
}
