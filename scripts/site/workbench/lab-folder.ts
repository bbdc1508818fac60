import type { LabFolder } from "#core/lab/lab.ts";

const sources = import.meta.glob<string>("/{labs,docs/experiments}/*/{lab.yaml,setup/*.{yaml,yml}}", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** The lab at this path, `labs/NAME` or `docs/experiments/NAME`, as the grader in the page reads it. */
export function labFolder(path: string): LabFolder {
  const prefix = `/${path}/`;
  const files = Object.entries(sources)
    .filter(([file]) => file.startsWith(prefix))
    .map(([file, text]) => ({ name: file.slice(prefix.length), text }));
  return { id: path.slice(path.lastIndexOf("/") + 1), path, files };
}

/** Data for a script element, in whose text `<` could begin its end. */
export function scriptData(data: unknown): string {
  return JSON.stringify(data).replaceAll("<", "\\u003c");
}
