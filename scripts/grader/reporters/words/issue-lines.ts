import type { Issue } from "#core/issue.ts";
import { issueWords } from "./issue.ts";
import { printable } from "./value.ts";

/** Issues of a lab's own files for their author, a line for each: `file:line:column  code: what is wrong. What to do.` */
export function issueLines(issues: readonly Issue[]): string {
  return issues
    .map((issue) => {
      const { file, line, column } = issue.location;
      const { what, next } = issueWords(issue.code, issue);
      return printable(`${file}:${line}:${column}  ${issue.code}: ${what} ${next}`);
    })
    .join("\n");
}
