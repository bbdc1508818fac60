import type { Image } from "mdast";
import type { DiagramError } from "./diagram.ts";
import type { Fence } from "./fences.ts";
import type { PictureError } from "./pictures.ts";

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

/** `file:line: picture: reason`, and the line it is about. */
export function pictureMessage(file: string, { alt, url, position }: Image, { message }: PictureError): string {
  const line = position?.start.line ?? 1;
  return `${file}:${line}: picture: ${message}\n    ${line} | ![${alt}](${url})`;
}
