/** What a reader says of a question. */
export type Mark = "known" | "review";

/** The marks of one lesson's questions by their ids, kept in this browser. */
export interface Marks {
  of(question: string): Mark | undefined;
  /** Without a mark, takes the question's away. */
  set(question: string, mark: Mark | undefined): void;
}

/** `lesson` tells one lesson's marks from another's. A storage that is missing, broken or full never throws. */
export function openMarks(lesson: string): Marks {
  const key = `checkride:${lesson}:questions`;
  const marks = read(key);
  return {
    of: (question) => marks.get(question),
    set: (question, mark) => {
      if (mark) marks.set(question, mark);
      else marks.delete(question);
      write(key, marks);
    },
  };
}

function read(key: string): Map<string, Mark> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "{}");
    if (typeof kept !== "object" || kept === null) return new Map();
    return new Map(Object.entries(kept).filter((entry): entry is [string, Mark] => isMark(entry[1])));
  } catch {
    return new Map();
  }
}

function write(key: string, marks: ReadonlyMap<string, Mark>): void {
  try {
    localStorage.setItem(key, JSON.stringify(Object.fromEntries(marks)));
  } catch {
    // The marks hold until the page is left.
  }
}

const isMark = (value: unknown): value is Mark => value === "known" || value === "review";
