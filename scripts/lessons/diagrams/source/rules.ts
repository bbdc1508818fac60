import type { Diagram, DiagramProblem } from "#lessons/diagrams/diagram.ts";
import { isRole, nearestRole, roles } from "#lessons/roles.ts";
import { linesOf, parsedLines } from "./lines.ts";
import { type ParsedDiagram, classesOf, kindOf } from "./parsed.ts";

/** What the site asks of a diagram beyond that Mermaid can parse it; empty when all is well. */
export function brokenRules(parsed: ParsedDiagram, source: string): DiagramProblem[] {
  const firstLine = parsedLines(source)[0] ?? 1;
  const kind = kindOf(parsed);
  if (kind === undefined) {
    const reason = `diagrams of type ${parsed.type} are not supported; use flowchart, sequenceDiagram or stateDiagram-v2`;
    return [{ line: firstLine, reason }];
  }
  const problems = [
    ...namingProblems(parsed, firstLine),
    ...roleProblems(parsed, source),
    ...unsupportedSyntax(kind, source),
  ];
  return problems.sort((one, other) => one.line - other.line);
}

function namingProblems({ db }: ParsedDiagram, line: number): DiagramProblem[] {
  const required = [
    { keyword: "accTitle", value: db.getAccTitle?.(), purpose: "what the diagram shows, in a few words" },
    {
      keyword: "accDescr",
      value: db.getAccDescription?.(),
      purpose: "what one learns from it, in one or two sentences",
    },
  ];
  return required
    .filter(({ value }) => !value?.trim())
    .map(({ keyword, purpose }) => ({ line, reason: `${keyword} is missing; add "${keyword}: ${purpose}"` }));
}

function roleProblems(parsed: ParsedDiagram, source: string): DiagramProblem[] {
  return classesOf(parsed)
    .filter((name) => !isRole(name))
    .map((name) => ({
      line: linesOf(source, new RegExp(String.raw`(?<![\w-])${RegExp.escape(name)}(?![\w-])`))[0] ?? 1,
      reason: `unknown role ${JSON.stringify(name)}; ${suggestion(name)}`,
    }));
}

function suggestion(name: string): string {
  const nearest = nearestRole(name);
  return nearest ? `did you mean ${JSON.stringify(nearest)}?` : `the roles are ${roles.join(", ")}`;
}

/** What Mermaid accepts, but would not look or work as its author thinks. */
const unsupported: { name: string; pattern: RegExp; kinds: Diagram["kind"][]; advice: string }[] = [
  {
    name: "classDef",
    pattern: /(?:^|;)\s*classDef\s/,
    kinds: ["flowchart", "state"],
    advice: "colours come from the roles, in both themes; remove it and use a role, such as :::store",
  },
  {
    name: "style",
    pattern: /(?:^|;)\s*style\s/,
    kinds: ["flowchart", "state"],
    advice: "colours come from the roles, in both themes; remove it and use a role, such as :::store",
  },
  {
    name: "linkStyle",
    pattern: /(?:^|;)\s*linkStyle\s/,
    kinds: ["flowchart"],
    advice: "lines have the site's colours; remove it, or write -.-> or ==> for another kind of line",
  },
  {
    name: "click",
    pattern: /(?:^|;)\s*click\s/,
    kinds: ["flowchart", "state"],
    advice: "a diagram is an image, and links in it cannot be reached; remove it and link in the text",
  },
  {
    name: "HTML in a label",
    pattern: /<\/?(?:b|i|u|em|strong|small|sub|sup|code|span|div|p|a|img)\b[^>]*>/i,
    kinds: ["flowchart", "sequence", "state"],
    advice: 'labels are plain text with <br/>; a flowchart also takes Markdown: ["`**bold**`"]',
  },
];

function unsupportedSyntax(kind: Diagram["kind"], source: string): DiagramProblem[] {
  return unsupported
    .filter(({ kinds, pattern }) => kinds.includes(kind) && linesOf(source, pattern).length > 0)
    .map(({ name, pattern, advice }) => ({
      line: linesOf(source, pattern)[0] ?? 1,
      reason: `${name} is not supported: ${advice}`,
    }));
}
