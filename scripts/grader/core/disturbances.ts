import { causeWords } from "./error.ts";

/** Something that was changed beyond the namespace of the grade, and how it is put back. */
interface Disturbance {
  /** `node worker-2 is stopped`, for the message when it cannot be put back. */
  what: string;
  /** What puts it back before the end of the grade: `start: everything`, `uncordon: everything`, nothing. */
  kind: "off" | "cordoned" | "changed";
  undo: () => Promise<unknown>;
}

/** What the checks of one grade did to the cluster itself, the latest last; by a name that is the same for the same thing. */
export type Disturbances = Map<string, Disturbance>;

/** Remembers how something is put back; what was remembered first for the same thing stays. */
export function remember(disturbances: Disturbances, { what, ...rest }: Disturbance): void {
  if (!disturbances.has(what)) disturbances.set(what, { what, ...rest });
}

/** Puts back all that is of one kind, the latest first. Rejects where the cluster refuses. */
export async function putBack(disturbances: Disturbances, of: Disturbance["kind"]): Promise<void> {
  const wanted = [...disturbances].filter(([, { kind }]) => kind === of);
  for (const [name, { undo }] of wanted.reverse()) {
    await undo();
    disturbances.delete(name);
  }
}

/** Puts everything back, the latest first, and gives the error for each thing that stays as it is. Never rejects. */
export async function restore(disturbances: Disturbances): Promise<Error[]> {
  const errors: Error[] = [];
  for (const [name, { what, undo }] of [...disturbances].reverse()) {
    try {
      await undo();
    } catch (error) {
      errors.push(new Error(`${what} and could not be put back: ${causeWords(error)}`, { cause: error }));
    }
    disturbances.delete(name);
  }
  return errors;
}
