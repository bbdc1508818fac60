/** Values longer than this tell a reader nothing more. */
const MAX_LENGTH = 160;

/** A value as JSON, cut to one readable line; `nothing` if none exists. */
export function value(of: unknown): string {
  if (of === undefined) return "nothing";
  const text = JSON.stringify(of);
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}

/** Text of a learner or a cluster on one line, without anything that a terminal would act on: control and direction characters, half ones. */
export function printable(text: string): string {
  return text
    .toWellFormed()
    .replace(/\s*[\r\n]\s*/g, " ")
    .replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (character) =>
      character === "\t" ? "  " : "�",
    );
}
