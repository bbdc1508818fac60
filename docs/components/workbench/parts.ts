import { find } from "./element.ts";

/** The elements that Workbench.astro has written. */
export type Parts = ReturnType<typeof findParts>;

/** Finds them. Throws if one is missing. */
export function findParts(root: HTMLElement) {
  const part = (name: string): HTMLElement => find(root, `.${name}`, HTMLElement);
  return {
    root,
    data: find(root, "script[type='application/json']", HTMLScriptElement),
    /** The exercise as text, then the editor. */
    files: part("files"),
    /** Says that the browser keeps no drafts. */
    unkept: part("unkept"),
    grade: part("grade"),
    /** What the button says while no grade runs. */
    gradeLabel: part("grade").textContent,
    undo: part("undo"),
    /** Says, on screen and to screen readers, what happens. */
    status: part("progress"),
    keys: part("keys"),
    /** Says that the verdict is about an earlier text. */
    stale: part("stale"),
    verdict: part("verdict"),
  };
}
