import { glob, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path/posix";
import { isScalar, LineCounter, parseDocument } from "yaml";
import type { Location } from "#core/issue.ts";
import { type Course, pathOf } from "./course.ts";

/** An experiment as its `lab.yaml` announces it. */
export interface Experiment {
  /** Its folder. */
  name: string;
  title: string;
  /** The page that has the row which it tries, and the row's id. */
  page: string;
  row: string;
  /** Where its file says so. */
  place: Location;
  text: string;
}

/** The folders of experiments, in the order of their names. */
export async function readExperiments(course: Course): Promise<Experiment[]> {
  const files = await Array.fromAsync(glob("*/lab.yaml", { cwd: pathOf(course, course.experiments) }));
  return Promise.all(
    files
      .map((file) => file.replaceAll("\\", "/"))
      .sort()
      .map(async (name) => {
        const file = join(course.experiments, name);
        return experiment(file, await readFile(pathOf(course, file), "utf8"));
      }),
  );
}

/** Reads no more than it needs: the grader's schema holds the rest of the file. */
function experiment(file: string, text: string): Experiment {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  const [title, lesson] = ["title", "lesson"].map((key) => document.get(key, true));
  const { line, col } = lineCounter.linePos((isScalar(lesson) && lesson.range?.[0]) || 0);
  const [page = "", row = ""] = textOf(lesson).split("#");
  return {
    name: basename(dirname(file)),
    title: textOf(title),
    page,
    row,
    place: { file, line, column: col },
    text,
  };
}

const textOf = (node: unknown): string => (isScalar(node) && typeof node.value === "string" ? node.value : "");
