import type { Verdict } from "#core/generated/verdict.ts";

/** One lab's verdict and what stands around it: all that a report is made from. */
export interface GradedLab {
  verdict: Verdict;
  /** Where the submission's files stand, with slashes, as the learner would type it. */
  folder: string;
  /** The text of each file by its name, for the line that a location names. */
  sources: ReadonlyMap<string, string>;
}

/** The labs that were graded together, in the order in which they were asked for. */
export interface GradeRun {
  labs: readonly GradedLab[];
  /** Milliseconds since 1970. */
  started: number;
  /** Milliseconds since 1970. */
  ended: number;
  /** Checkride's own version. */
  version: string;
}

/** The path of a file that a location names. A name with a folder in it is none of the submission's: the lab's own setup. */
export function pathOf(file: string, folder: string): string {
  return file.includes("/") ? file : `${folder}/${file}`;
}
