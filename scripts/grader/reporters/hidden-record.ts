import type { ReportRecord } from "#reporters/generated/report-record.ts";
import { validate } from "#reporters/generated/report-record-validator.js";

const START = "<!-- checkride:record ";
const END = " -->";

/** The record as a comment of HTML, which GitHub does not show. It comes first: what stands there no learner can write. */
export function hiddenRecord(record: ReportRecord): string {
  return `${START}${JSON.stringify(record).replaceAll("<", "\\u003c").replaceAll(">", "\\u003e")}${END}`;
}

/** The record at the beginning of a text of ours; undefined where there is none that follows its schema. */
export function readRecord(text: string | null | undefined): ReportRecord | undefined {
  const [line = ""] = (text ?? "").split(/\r?\n/, 1);
  if (!line.startsWith(START) || !line.endsWith(END)) return undefined;
  try {
    const value: unknown = JSON.parse(line.slice(START.length, -END.length));
    return validate(value) ? (value as ReportRecord) : undefined;
  } catch {
    return undefined;
  }
}
