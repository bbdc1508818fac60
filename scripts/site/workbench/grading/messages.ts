import type { Moment } from "#core/explain/timeline.ts";
import type { Verdict } from "#core/generated/verdict.ts";
import type { LabFolder } from "#core/lab/lab.ts";

/** A file of the exercise or of the submission. */
export interface TextFile {
  name: string;
  text: string;
}

/** What the lab's page carries for its workbench. */
export interface WorkbenchData {
  /** The lab as the grader reads it. */
  folder: LabFolder;
  /** The exercise as shipped. */
  exercise: TextFile[];
}

/** To the worker: first the lab, once; then a submission for each grade. */
export type Order = { type: "prepare"; folder: LabFolder } | { type: "grade"; files: TextFile[] };

/** A verdict, and what happened in the cluster on the way to it; nothing where none was needed. */
export interface Graded {
  verdict: Verdict;
  timeline: Moment[];
}

/** From the worker: steps while it grades, then the verdict; or that it cannot go on. */
export type Answer =
  | { type: "progress"; text: string }
  | ({ type: "verdict" } & Graded)
  | { type: "stopped"; cause: string };
