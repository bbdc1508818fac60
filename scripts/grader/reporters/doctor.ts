import { printable } from "./words/value.ts";

/** One thing that Checkride uses on this machine. */
export interface InstalledPart {
  name: string;
  /** `poor`: it is there, and something about it is in the way. */
  state: "there" | "poor" | "missing";
  /** Its version, or what is in the way. */
  found: string;
  /** What one can do with it. */
  adds: string;
  /** What to do where it is not as it should be. */
  next: string;
  /** Nothing works without it. */
  needed: boolean;
}

const MARKS = { there: "✓", poor: "!", missing: "–" } as const;

/** A line for each part, under one that is not there what it would add and how to get it; then whether these scripts can run. */
export function doctorReport(parts: readonly InstalledPart[], scripts: string): string {
  const width = Math.max(...parts.map(({ name }) => name.length));
  const lines = parts.flatMap(({ name, state, found, adds, next, needed }) => {
    const mark = needed && state !== "there" ? "✗" : MARKS[state];
    const line = `${mark} ${name.padEnd(width)}  ${printable(found)}`;
    const more = (label: string, text: string) => `  ${" ".repeat(width)}  ${label.padEnd(5)} ${text}`;
    return state === "there" ? [line] : [line, more("adds", adds), more("next", next)];
  });
  const broken = parts.some(({ needed, state }) => needed && state !== "there");
  const total = broken ? `Something is missing for ${scripts}: see ✗.` : `Everything is there for ${scripts}.`;
  return [...lines, "", total, ""].join("\n");
}
