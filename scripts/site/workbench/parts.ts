import { find } from "#site/element.ts";

/** The elements in which a grade is started and shown. */
export type Stage = ReturnType<typeof findStage>;

/** All elements that Workbench.astro has written. */
export type Parts = ReturnType<typeof findParts>;

/** Finds what Workbench.astro and Experiment.astro both write. Throws if an element is missing. */
export function findStage(root: HTMLElement) {
  const grade = part(root, "grade");
  return {
    data: find(root, "script[type='application/json']", HTMLScriptElement),
    grade,
    /** What the button says while no grade runs, and while one does. */
    gradeLabel: grade.textContent,
    busyLabel: grade.dataset["busy"] ?? "",
    /** Says, on screen and to screen readers, what happens. */
    status: part(root, "progress"),
    verdict: part(root, "verdict"),
  };
}

/** Finds them. Throws if one is missing. */
export function findParts(root: HTMLElement) {
  return {
    ...findStage(root),
    root,
    /** The exercise as text, then the editor. */
    files: part(root, "files"),
    /** Says that the browser keeps no drafts. */
    unkept: part(root, "unkept"),
    undo: part(root, "undo"),
    keys: part(root, "keys"),
    /** Says that the verdict is about an earlier text. */
    stale: part(root, "stale"),
  };
}

const part = (root: HTMLElement, name: string): HTMLElement => find(root, `.${name}`, HTMLElement);
