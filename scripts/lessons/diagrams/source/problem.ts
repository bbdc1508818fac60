import type { DiagramProblem } from "#lessons/diagrams/diagram.ts";
import { parsedLines } from "./lines.ts";

/** What Mermaid's generated parsers put into `error.hash`; those of its data model give `line` as a string. */
interface ParserReport {
  text: string;
  token: string | number | null;
  line: number;
  /** Missing when not even a token was recognized. */
  expected?: string[];
  loc?: { first_line: number };
}

/** Throws what Mermaid throws for a source that it cannot parse. */
type Parse = (source: string) => Promise<unknown>;

/** Says in words what Mermaid's parser complained about, and on which line of the source. */
export async function parseProblem(error: unknown, source: string, parse: Parse): Promise<DiagramProblem> {
  if (!(error instanceof Error)) throw error;
  const report = reportOf(error);
  if (report) return { line: sourceLine(report, source), reason: syntaxError(report) };
  if (error.name === "UnknownDiagramError") {
    return {
      line: 1,
      reason: "the diagram's type is missing; begin with flowchart, sequenceDiagram or stateDiagram-v2",
    };
  }
  const [reason = ""] = error.message.split("\n");
  if (error.name === "YAMLException") return { line: 1, reason: `the frontmatter is not YAML: ${reason}` };
  return { line: await firstLineThatThrows(error.message, source, parse), reason };
}

function reportOf(error: Error): ParserReport | undefined {
  const report: unknown = "hash" in error ? error.hash : undefined;
  const isReport = typeof report === "object" && report !== null && "line" in report && typeof report.line === "number";
  return isReport ? (report as ParserReport) : undefined;
}

/** The parser counts `line` from 0, beyond the last one at times, and `first_line` from 1. */
function sourceLine({ loc, line }: ParserReport, source: string): number {
  const lines = parsedLines(source);
  return lines[(loc?.first_line ?? line + 1) - 1] ?? lines.at(-1) ?? 1;
}

function syntaxError({ text, token, expected }: ParserReport): string {
  if (!expected) return "the text is not understood here, or a block before it is not closed";
  const found = token === "EOF" || token === 1 ? "the end of the diagram" : quoted(text);
  return `expected ${expectation(expected.map((name) => name.replaceAll("'", "")))}, found ${found}`;
}

function quoted(text: string): string {
  return text.trim() === "" ? "the end of the line" : JSON.stringify(text.trim());
}

/** The parsers name dozens of tokens; the first of these among them says best what the author forgot. */
const tellingTokens: Record<string, string> = {
  SQE: 'the end of the label (a label with brackets needs quotes: ["like (this)"])',
  SOLID_ARROW: "an arrow such as ->>",
  "-->": 'the arrow "-->", or the end of the line',
  end: 'a statement, or "end" to close the block',
  NODE_STRING: "a node",
  ID: "a state",
  ACTOR: "a participant",
  TXT: 'a ":" and the message',
  GRAPH: "flowchart TB",
};

function expectation(tokens: string[]): string {
  const telling = Object.entries(tellingTokens).find(([token]) => tokens.includes(token));
  return telling?.[1] ?? "the end of the line";
}

/** For errors without a place: the line at which the diagram, read line by line, begins to raise the same error. */
async function firstLineThatThrows(message: string, source: string, parse: Parse): Promise<number> {
  const lines = source.split("\n");
  for (const count of lines.keys()) {
    const thrown: unknown = await parse(lines.slice(0, count + 1).join("\n")).catch((error: unknown) => error);
    if (thrown instanceof Error && thrown.message === message) return count + 1;
  }
  return 1;
}
