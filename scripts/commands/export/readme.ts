import { inCourseOrder } from "#commands/grade/lab-list.ts";
import type { Lab } from "#core/lab/lab.ts";

/** The README of a lab repository, with a table of its labs. */
export function exportedReadme(template: string, labs: readonly Lab[]): string {
  const rows = inCourseOrder(labs).map(({ id, file }) =>
    row(
      `[${file.title}](labs/${id}/README.md)`,
      file.summary,
      `${file.minutes} min`,
      file.cluster?.real ? "on a real cluster only" : "yes",
    ),
  );
  const table = [row("Lab", "You learn to", "Takes", "Preview"), "| --- | --- | --- | --- |", ...rows].join("\n");
  return template.replace("<!-- labs -->", () => table);
}

const row = (...cells: string[]): string => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;

/**
 * A lab's README for a repository: links to pages of the site lead to the other labs' READMEs, and where there is no such page in a
 * repository, the words stay without a link.
 */
export function labReadme(markdown: string, labs: readonly string[]): string {
  return markdown.replace(/\[([^\]]+)\]\(\/([^)\s]*)\)/g, (_, words: string, path: string) => {
    const lab = /^labs\/([^/]+)\/$/.exec(path)?.[1];
    return lab !== undefined && labs.includes(lab) ? `[${words}](../${lab}/README.md)` : words;
  });
}
