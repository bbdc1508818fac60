/** Why a pull request gets no score although a grade ran. */
export interface Refusal {
  code: RefusalCode;
  /** What exactly, one thing each: paths of a pull request or words of ours. Not printable yet. */
  details: string[];
}

export type RefusalCode =
  // the pull request
  | "protected-files"
  | "too-many-files"
  | "no-pull-request"
  | "several-pull-requests"
  | "base-changed"
  // the run and what it uploaded
  | "run-cancelled"
  | "no-grades"
  | "grades-unreadable"
  | "grades-impossible"
  | "labs-differ"
  | "files-differ"
  // the labs
  | "lab-changed"
  | "grader-changed"
  | "lab-broken";

interface Words {
  /** After "Not graded:". */
  title: string;
  what: string;
  next: string;
}

/** Who has no right to write in the repository cannot run a job again. */
export const AGAIN =
  "Push once more (`git commit --allow-empty`), or let the teacher run it again: Checks → grade → Re-run jobs.";
const OURS = "This says nothing about the work that was handed in.";

const WORDS: Record<RefusalCode, Words> = {
  "protected-files": {
    title: "protected files changed",
    what: "A grade counts only where a pull request changes nothing but the files of an exercise.",
    next: "Undo the changes to what is listed here, push again, and it will be graded.",
  },
  "too-many-files": {
    title: "too many files changed",
    what: "The pull request changes more files than can be looked through.",
    next: "Begin a new branch at the repository's own, with the exercise's files alone.",
  },
  "no-pull-request": {
    title: "no pull request",
    what: "No open pull request for the default branch has this commit as its newest.",
    next: "Open the pull request (again), or push again.",
  },
  "several-pull-requests": {
    title: "several pull requests",
    what: "More than one pull request from this branch has this commit as its newest, and the grade belongs to one of them.",
    next: "Leave one of them open, for the default branch, and push once more.",
  },
  "base-changed": {
    title: "the base branch changed",
    what: "The pull request was for another branch when the grade began.",
    next: "Push once more (`git commit --allow-empty`).",
  },
  "run-cancelled": {
    title: "the grade did not finish",
    what: `The grade was cancelled or ran out of time. ${OURS}`,
    next: AGAIN,
  },
  "no-grades": {
    title: "the grade gave no verdict",
    what: `The grade ended without a verdict. ${OURS}`,
    next: `Its log says why. ${AGAIN}`,
  },
  "grades-unreadable": {
    title: "the verdict cannot be read",
    what: `What the grade uploaded is not a verdict as Checkride writes it. ${OURS}`,
    next: AGAIN,
  },
  "grades-impossible": {
    title: "the verdict contradicts its lab",
    what: `No grade of this lab ends like that. ${OURS}`,
    next: AGAIN,
  },
  "labs-differ": {
    title: "a lab has no verdict",
    what: `The pull request changes an exercise that was not graded. ${OURS}`,
    next: AGAIN,
  },
  "files-differ": {
    title: "other files were graded",
    what: `The verdict is about other files than the pull request has. ${OURS}`,
    next: AGAIN,
  },
  "lab-changed": {
    title: "the lab has changed",
    what: `The lab was changed after the grade. ${OURS}`,
    // A run that is run again has the labs of its first time.
    next: "Update the branch from the default branch and push: that is graded with the lab as it is now.",
  },
  "grader-changed": {
    title: "the grader has changed",
    what: `The grade was made by another grader than the default branch has by now. ${OURS}`,
    next: "Update the branch from the default branch and push: that is graded with the grader as it is now.",
  },
  "lab-broken": {
    title: "the lab cannot be read",
    what: `The lab's own files are wrong on the default branch. ${OURS}`,
    next: "Its author corrects them: `npm run checkride -- prove` says what is wrong.",
  },
};

/** Every code that a refusal can have. */
export const REFUSAL_CODES = Object.keys(WORDS) as RefusalCode[];

/** The refusal in words: a title, what it means, and what to do next. */
export function refusalWords({ code }: Pick<Refusal, "code">): Words {
  return WORDS[code];
}
