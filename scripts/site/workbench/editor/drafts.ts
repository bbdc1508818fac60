import type { TextFile } from "#site/workbench/grading/messages.ts";

/** The learner's texts of one lab, kept in this browser from visit to visit. */
export interface Drafts {
  /** Every file as it was left, or as shipped. */
  files: TextFile[];
  /** The files whose exercise has changed since the learner began. */
  outdated: string[];
  /** Keeps a text; false if the browser refuses to. What equals the exercise that it was made from is forgotten. */
  keep(file: TextFile): boolean;
  /** From now on every text counts as made from today's exercise. */
  rebase(): void;
}

/** A learner's text, and the exercise that it was made from. */
interface Draft {
  text: string;
  shipped: string;
}

/**
 * `place` tells one site's lab from another's where they share an origin. A storage that is missing, broken or full
 * never throws.
 */
export function openDrafts(place: string, exercise: readonly TextFile[]): Drafts {
  const keyOf = (name: string): string => `checkride:${place}:${name}`;
  const found = exercise.map(({ name, text }) => ({ name, today: text, draft: read(keyOf(name)) }));
  const bases = new Map(found.map(({ name, today, draft }) => [name, draft?.shipped ?? today]));
  return {
    files: found.map(({ name, today, draft }) => ({ name, text: draft?.text ?? today })),
    outdated: found.filter(({ today, draft }) => draft && draft.shipped !== today).map(({ name }) => name),
    keep: ({ name, text }) => write(keyOf(name), { text, shipped: bases.get(name) ?? "" }),
    rebase: () => {
      for (const { name, text } of exercise) bases.set(name, text);
    },
  };
}

function read(key: string): Draft | undefined {
  try {
    const draft: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    if (typeof draft !== "object" || draft === null || !("text" in draft) || !("shipped" in draft)) return undefined;
    const { text, shipped } = draft;
    return typeof text === "string" && typeof shipped === "string" ? { text, shipped } : undefined;
  } catch {
    return undefined;
  }
}

function write(key: string, draft: Draft): boolean {
  try {
    if (draft.text === draft.shipped) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}
