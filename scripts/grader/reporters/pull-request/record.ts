import { validate } from "./generated/report-record-validator.js";
import type { ReportRecord } from "./generated/report-record.ts";

const START = "<!-- checkride:record ";
const END = " -->";

/** The record as a comment of HTML, which GitHub does not show. It comes first: what is there no learner can write. */
export function hiddenRecord(record: ReportRecord): string {
  return `${START}${recordText(record)}${END}`;
}

/** The record as JSON, to the byte as it is in a report: what the workflow attests is the digest of this text. */
export function recordText(record: ReportRecord): string {
  return JSON.stringify(record).replaceAll("<", "\\u003c").replaceAll(">", "\\u003e");
}

/** The record at the beginning of a text of ours; undefined if none follows its schema. */
export function readRecord(text: string | null | undefined): ReportRecord | undefined {
  const [line = ""] = (text ?? "").split(/\r?\n/, 1);
  return line.startsWith(START) && line.endsWith(END) ? parseRecord(line.slice(START.length, -END.length)) : undefined;
}

/** The record of this text; undefined for anything that does not follow its schema. */
export function parseRecord(text: string): ReportRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return validate(value) ? (value as ReportRecord) : undefined;
  } catch {
    return undefined;
  }
}

/** What a file with the record of a report is called: `7-5b6522d.json`. */
export function recordName({ pull, sha }: ReportRecord): string {
  return `${pull}-${sha.slice(0, 7)}.json`;
}
