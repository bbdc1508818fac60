import type { Verdict } from "#core/generated/verdict.ts";
import { type Lab, podSecurityOf } from "#core/lab/lab.ts";
import type { Course } from "#course/course.ts";
import { LabFileError, labNames, openLab } from "#course/labs.ts";
import type { GitHub } from "#github/github.ts";
import type { GradedLab } from "#reporters/graded-lab.ts";
import { believedLab } from "./believed-lab.ts";
import type { GradeRun, Home } from "./grade-run.ts";
import { downloadGrades } from "./grades/download.ts";
import { readGrades } from "./grades/grades.ts";
import { readChanges } from "./pull-request/changes.ts";
import type { PullRequest } from "./pull-request/pull-request.ts";
import { handedIn } from "./pull-request/submitted-files.ts";
import { tamperGate } from "./pull-request/tamper-gate.ts";
import { type Refused, refused } from "./refused.ts";

export interface Examination {
  github: GitHub;
  home: Home;
  run: GradeRun;
  pull: PullRequest;
  /** The trusted course: that of the default branch. */
  course: Course;
  /** The digest of the grader beside it. */
  grader: string;
}

/** What was found out about the labs that a pull request hands in. */
export interface Examined {
  /** A verdict that can be believed for each of them. */
  labs: GradedLab[];
  /** One of them lets its submission take the node that all of them were graded on. */
  nodeAccess: boolean;
}

/** The verdicts that can be believed, or why there are none. */
export async function examine({ github, home, run, pull, course, grader }: Examination): Promise<Examined | Refused> {
  const { owner, repo } = home;
  const read = await readChanges(github, home, run, pull);
  if ("refusal" in read) return read;
  const gate = tamperGate(read.changes, await labNames(course));
  if ("refusal" in gate) return gate;

  const graded: GradedLab[] = [];
  let nodeAccess = false;
  let verdicts: readonly Verdict[] | undefined;
  for await (const { lab: id, files } of handedIn(github, { owner, repo }, read.changes.tree, {
    touched: gate.labs,
    course,
  })) {
    if (!verdicts) {
      const grades = await uploadedGrades(github, home, run);
      if ("refusal" in grades) return grades;
      ({ verdicts } = grades);
    }
    const [verdict, ...others] = verdicts.filter(({ lab }) => lab.id === id);
    if (!verdict) return refused("labs-differ", id);
    if (others.length > 0) return refused("grades-impossible", `${id}: more than one verdict`);
    const lab = await trustedLab(id, course);
    if (!lab) return refused("lab-broken", id);
    const one = believedLab(verdict, lab, files, grader);
    if ("refusal" in one) return one;
    graded.push(one);
    nodeAccess ||= podSecurityOf(lab) === "privileged";
  }
  return { labs: graded, nodeAccess };
}

async function uploadedGrades(
  github: GitHub,
  home: Home,
  run: GradeRun,
): Promise<{ verdicts: readonly Verdict[] } | Refused> {
  const download = await downloadGrades(github, home, run);
  return "refusal" in download ? download : readGrades(download.grades);
}

async function trustedLab(id: string, course: Course): Promise<Lab | undefined> {
  try {
    return await openLab(id, course);
  } catch (error) {
    if (error instanceof LabFileError) return undefined;
    throw error;
  }
}
