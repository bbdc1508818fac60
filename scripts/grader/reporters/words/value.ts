/** Values longer than this tell a reader nothing more. */
const MAX_LENGTH = 160;

/** A value as JSON, cut to one readable line; `nothing` if none exists. */
export function value(of: unknown): string {
  if (of === undefined) return "nothing";
  const text = JSON.stringify(of) ?? "nothing";
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}

/** Text of a learner or a cluster on one line, without anything that a terminal would act on: control and direction characters, half ones. */
export function printable(text: string): string {
  return onOneLine(text.toWellFormed()).replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (character) =>
    character === "\t" ? "  " : "�",
  );
}

/** Each line end and the space around it as one space. Not by a pattern, which would take the square of the time for much space. */
function onOneLine(text: string): string {
  const [first = "", ...rest] = text.split(/[\r\n]/);
  const last = rest.pop();
  if (last === undefined) return first;
  const between = rest.map((line) => line.trim()).filter((line) => line !== "");
  return [first.trimEnd(), ...between, last.trimStart()].join(" ");
}
