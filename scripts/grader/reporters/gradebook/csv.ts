import type { ScoreRow } from "./score-row.ts";

const COLUMNS = [
  "learner",
  "lab",
  "points",
  "of",
  "status",
  "standing",
  "late",
  "reason",
  "pull request",
  "commit",
  "time",
  "submission",
  "lab digest",
  "main branch",
  "grader",
  "node image",
] as const;

/** A gradebook as CSV (RFC 4180), a line for each lab of each pull request. */
export function csvGradebook(rows: readonly ScoreRow[]): string {
  const lines = rows.map((row) => [
    row.learner,
    row.lab,
    row.lab && String(row.points),
    row.lab && String(row.of),
    row.status,
    row.standing,
    row.late === undefined ? "" : row.late ? "yes" : "no",
    row.reason,
    row.pullUrl,
    row.sha,
    row.time,
    row.submission,
    row.labDigest,
    row.trusted,
    row.grader,
    row.image,
  ]);
  return [COLUMNS, ...lines].map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}

/** What a spreadsheet would take for a formula gets an apostrophe (https://owasp.org/www-community/attacks/CSV_Injection). */
function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
