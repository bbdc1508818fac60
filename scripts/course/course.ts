import { relative, resolve } from "node:path";

/** Where the files of a course are. All but `root` are paths from it, with slashes, as messages name them. */
export interface Course {
  /** The project's folder. */
  root: string;
  /** A folder for each lab. */
  labs: string;
  /** The JSON Schema of a lab's file. */
  labSchema: string;
  /** A folder for each experiment, with the files of a lab. */
  experiments: string;
  /** Everything that pages are made from but labs and experiments. */
  content: string;
  /** Markdown as the pages that it becomes. */
  pages: string;
  /** A Markdown file for each code of an issue. */
  issues: string;
  /** What the author says about the keys of a lab's file. */
  labFile: string;
  glossary: string;
  /** What commands of lessons printed on a real cluster. */
  recordings: string;
  /** The tables that `prove --output` wrote. */
  proofs: string;
}

/** The course in a project's folder. */
export function courseAt(root: string): Course {
  return {
    root: resolve(root),
    labs: "labs",
    labSchema: "labs/lab.schema.json",
    experiments: "docs/experiments",
    content: "docs/content",
    pages: "docs/content/docs",
    issues: "docs/content/issues",
    labFile: "docs/content/reference/lab-file.md",
    glossary: "docs/content/glossary.yaml",
    recordings: "docs/recordings",
    proofs: "docs/proofs",
  };
}

/** The same course with the labs of another folder, whose path is whole or from the root. */
export function withLabs(course: Course, labs: string): Course {
  return { ...course, labs: relative(course.root, pathOf(course, labs)).replaceAll("\\", "/") };
}

/** The whole path of a file or folder of a course. */
export function pathOf({ root }: Course, file: string): string {
  return resolve(root, file);
}
