import type { Issue, IssueCode } from "#core/issue.ts";

/**
 * The issue, named for what it is where its place shows characters that only look like those of YAML, or text that came
 * along from somewhere else: a parser, and Kubernetes, can only say what follows from that.
 */
export function recognised(issue: Issue, text: string): Issue {
  const lines = text.split("\n");
  if (!OF_YAML.has(issue.code)) return ofObject(issue, lines);
  return (
    pastedLine(issue, lines) ??
    oddCharacter(issue, lines, true) ??
    template(issue, lines) ??
    unquoted(issue, lines) ??
    missingLine(issue) ??
    issue
  );
}

/** An issue of an object whose text could be read. */
function ofObject(issue: Issue, lines: readonly string[]): Issue {
  if (issue.code === "missing-field") return keyWithOddCharacter(issue, lines) ?? issue;
  const isAboutIt = isOdd(issue.path) || isOdd(issue.actual);
  return oddCharacter(issue, lines, isAboutIt) ?? asWritten(issue, lines);
}

/** A field that is missing, because a character that nobody sees is in its name. */
function keyWithOddCharacter(issue: Issue, lines: readonly string[]): Issue | undefined {
  const field = issue.path.slice(issue.path.lastIndexOf(".") + 1);
  const index = lines.findIndex(
    (line) => isOdd(line) && line.replaceAll(EVERY_ODD, "").trimStart().startsWith(`${field}:`),
  );
  const location = { ...issue.location, line: index + 1 };
  return index < 0 ? undefined : oddCharacter({ ...issue, location }, lines, true);
}

/** A number or a word that is read as another one than is written, `1.0` as 1 and `yes` as true: with its text in quotes. */
function asWritten(issue: Issue, lines: readonly string[]): Issue {
  const { code, expected, actual, location } = issue;
  if (code !== "wrong-type" || expected !== "string" || (typeof actual !== "number" && typeof actual !== "boolean"))
    return issue;
  const [written] = /^[\w.+-]{1,100}/.exec((lines[location.line - 1] ?? "").slice(location.column - 1)) ?? [];
  return written === undefined ? issue : { ...issue, suggestion: JSON.stringify(written) };
}

/** Issues that say how a parser sees the text. */
const OF_YAML = new Set<IssueCode>(["yaml-syntax", "unsupported-yaml", "duplicate-key", "not-a-map", "empty-file"]);

/** Characters that look like others, what they are, and what to do. */
const LOOKALIKES: readonly (readonly [characters: RegExp, what: string, instead: string])[] = [
  [/[\u00a0\u2007\u202f]/, "a non-breaking space", "Put a space in its place"],
  [/[\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]/, "a space of another width", "Put a space in its place"],
  [/[\u200b-\u200d\u2060\ufeff\u00ad]/, "a character that nobody can see", "Delete it, or type the word again"],
  [/[\u201c-\u201f\u00ab\u00bb\u2033]/, "a typographic quote", 'Write a straight one, `"`'],
  [/[\u2018-\u201b\u2032]/, "a typographic quote", "Write a straight one, `'`"],
  [/[\u2010-\u2015\u2212\ufe58\uff0d]/, "a dash of another length", "Write the one of the keyboard, `-`"],
  [/\u2026/, "an ellipsis", "Write what it stands for"],
  [/[\uff1a\ufe55\ua789]/, "a colon of another width", "Write the one of the keyboard, `:`, and a space"],
  [/[\uff0c\u3001]/, "a comma of another width", "Write the one of the keyboard, `,`"],
];

const ODD = new RegExp(LOOKALIKES.map(([characters]) => characters.source).join("|"));

const EVERY_ODD = new RegExp(ODD.source, "g");

function isOdd(text: unknown): boolean {
  return typeof text === "string" && ODD.test(text);
}

/** The first such character on the line of the issue, or on the one that it goes on from. */
function oddCharacter(issue: Issue, lines: readonly string[], wanted: boolean): Issue | undefined {
  const { file, line } = issue.location;
  if (!wanted) return undefined;
  for (const number of [line, line - 1]) {
    const found = ODD.exec(lines[number - 1] ?? "");
    const known = found && LOOKALIKES.find(([characters]) => characters.test(found[0]));
    if (!found || !known) continue;
    const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    const location = { file, line: number, column: found.index + 1 };
    return { code: "odd-character", location, path: "", actual: `${known[1]} (U+${code})`, expected: known[2] };
  }
  return undefined;
}

/** Lines that belong to what a manifest was copied from. */
const PASTED: readonly (readonly [line: RegExp, what: string, next: string])[] = [
  [/^\s*(?:```|~~~)/, "the fence of a block of Markdown", "Remove the lines with the fence."],
  [
    /^(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)/,
    "a mark of Git, where two versions were not merged",
    "Keep one of the two versions, and remove the three lines with marks.",
  ],
  [
    /^(?:diff --git |index [0-9a-f]+\.\.|--- a\/|\+\+\+ b\/|@@ -)/,
    "a line of a diff",
    "Take the text of the file, not that of its diff.",
  ],
  [
    /^\+\s*[\w"-]+:/,
    "an added line of a diff",
    "Remove the `+` at the beginning of each line, and the lines that begin with `-`.",
  ],
  [
    /^(?:\$|>|PS [A-Z]:\\[^>]*>)\s*(?:kubectl|cat|vim|nano|echo)\b/,
    "a command of a terminal",
    "Remove the commands, and what they print beside the manifest.",
  ],
  [/^kubectl\s/, "a command of a terminal", "Remove the commands, and what they print beside the manifest."],
];

function pastedLine({ location: { file } }: Issue, lines: readonly string[]): Issue | undefined {
  for (const [index, line] of lines.entries()) {
    const known = PASTED.find(([begin]) => begin.test(line.slice(0, 200)));
    if (!known) continue;
    const location = { file, line: index + 1, column: line.search(/\S/) + 1 };
    return { code: "foreign-text", location, path: "", actual: known[1], expected: known[2] };
  }
  return undefined;
}

function template({ location: { file, line } }: Issue, lines: readonly string[]): Issue | undefined {
  const at = (lines[line - 1] ?? "").indexOf("{{");
  if (at < 0) return undefined;
  const expected = "Write the value itself: only Helm and its like replace what is between such braces.";
  const location = { file, line, column: at + 1 };
  return { code: "foreign-text", location, path: "", actual: "the placeholder of a template", expected };
}

/** Text without quotes that begins with a character that means something else to YAML: `schedule: *\/6 * * * *`. */
function unquoted(issue: Issue, lines: readonly string[]): Issue | undefined {
  const { file, line } = issue.location;
  const [, before = "", character = ""] =
    /^(\s*(?:- )*(?:[\w."/-]+:\s+|- ))([*&!%@`])/.exec((lines[line - 1] ?? "").slice(0, 500)) ?? [];
  if (character === "" || issue.code !== "yaml-syntax") return undefined;
  const location = { file, line, column: before.length + 1 };
  const actual = `Text without quotes cannot begin with \`${character}\``;
  return { code: "yaml-syntax", location, path: "", actual, expected: "quotes around such text" };
}

/** A manifest that begins again. */
function missingLine(issue: Issue): Issue | undefined {
  const begins = issue.code === "duplicate-key" && issue.location.column === 1;
  return begins && (issue.actual === "apiVersion" || issue.actual === "kind")
    ? { ...issue, expected: "---" }
    : undefined;
}
