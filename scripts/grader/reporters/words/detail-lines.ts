import type { styleText } from "node:util";
import type { CheckVerdict, VerdictIssue, VerdictLocation } from "#core/generated/verdict.ts";
import { type GradedLab, pathOf } from "#reporters/graded-lab.ts";
import { issueWords } from "./issue.ts";
import { printable } from "./value.ts";
import { failureFacts, observedFacts, sourceLine } from "./verdict.ts";

type Style = Parameters<typeof styleText>[0];

/** Gives text a style where the reader can see styles. */
export type Paint = (style: Style, text: string) => string;

/** For readers that know no styles. */
export const plain: Paint = (_style, text) => text;

/** What is known of where the files stand. */
type Files = Pick<GradedLab, "folder" | "sources">;

/** What stands under a check that did not pass: what, where, why, and the first hints, of which `hints` are shown. */
export function checkDetails(check: CheckVerdict, files: Files, paint: Paint = plain, hints = 1): string[] {
  const line = ({ label, text }: { label: string; text: string }) => `${paint("dim", label.padEnd(9))} ${text}`;
  return [
    ...failureFacts(check).map(line),
    ...check.locations.slice(0, 1).flatMap((location) => placeLines(location, files, paint)),
    ...observedFacts(check).map(line),
    ...check.hints.slice(0, hints).map((hint) => line({ label: "hint", text: printable(hint) })),
  ];
}

/** What stands under the words of an issue: its place and what to do next. */
export function issueDetails(issue: VerdictIssue, files: Files, paint: Paint = plain): string[] {
  const { next } = issueWords(issue.code, issue);
  return [...placeLines(issue.location, files, paint), `${paint("dim", "next".padEnd(9))} ${printable(next)}`];
}

/** The place, and if its line can be shown the line and a caret under its column. */
export function placeLines(location: VerdictLocation, { folder, sources }: Files, paint: Paint = plain): string[] {
  const { file, line, column } = location;
  const place = paint("cyan", `${printable(pathOf(file, folder))}:${line}:${column}`);
  const source = sourceLine(sources.get(file), location);
  if (!source) return [place];
  return [
    place,
    `${line} | ${source.text}`,
    `${" ".repeat(String(line).length)} | ${" ".repeat(source.caret)}${paint("red", "^")}`,
  ];
}
