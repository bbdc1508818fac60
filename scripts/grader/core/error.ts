/** What was thrown, as an error. */
export function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** Errors that the language or the platform throws: their sentences are about our code, and say nothing to a learner. */
const OF_THE_LANGUAGE = new Set([
  "TypeError",
  "RangeError",
  "ReferenceError",
  "SyntaxError",
  "EvalError",
  "URIError",
  "InternalError",
  "AggregateError",
]);

/**
 * Why there is no verdict, for people. An error that was thrown for them says it itself, and so does the cause of a
 * failed request; any other is a bug of ours, of which only the place is told.
 */
export function causeWords(error: unknown): string {
  if (!isBug(error)) return (error as Error).message;
  const { cause } = asError(error);
  return cause instanceof Error && !isBug(cause) ? cause.message : bugWords(error);
}

/** Whether nobody meant this to be thrown. */
export function isBug(error: unknown): boolean {
  if (!(error instanceof Error) || error.message === "") return true;
  return OF_THE_LANGUAGE.has(error.name) || error instanceof DOMException;
}

function bugWords(error: unknown): string {
  const place = error instanceof Error ? placesInCode(error)[0] : undefined;
  return (
    `Checkride itself failed${place === undefined ? "" : ` (${place})`}. This is a bug of the grader, not a mistake in your files. ` +
    "Please report it with this line and your files."
  );
}

/** The places in our code that an error went through, the nearest first: `scripts/grader/core/grade.ts:81:5`. */
export function placesInCode({ stack = "" }: Error): string[] {
  const lines = stack.split("\n").filter((line) => !line.includes("node_modules"));
  return lines.flatMap((line) => /(?:scripts|_astro|bundle)\/[^\s()]+:\d+:\d+/.exec(line)?.[0] ?? []);
}
