import type { Mermaid } from "mermaid";
import { DiagramError, type Diagram, type TextLine } from "#lessons/diagrams/diagram.ts";
import { graphText } from "#lessons/diagrams/source/graph-text.ts";
import { graphOf, kindOf, sequenceOf, type ParsedDiagram } from "#lessons/diagrams/source/parsed.ts";
import { parseProblem } from "#lessons/diagrams/source/problem.ts";
import { brokenRules } from "#lessons/diagrams/source/rules.ts";
import { sequenceText } from "#lessons/diagrams/source/sequence-text.ts";
import { plainText } from "#lessons/diagrams/svg/labels.ts";
import { tidySvg } from "#lessons/diagrams/svg/tidy.ts";

const drawingId = "diagram";

/** Draws one diagram with Mermaid; throws a `DiagramError` when the author has to mend the source. */
export async function draw(source: string, mermaid: Mermaid, document: Document): Promise<Diagram> {
  const parsed = await parse(source, mermaid);
  const kind = kindOf(parsed);
  const problems = brokenRules(parsed, source);
  if (problems.length > 0 || kind === undefined) throw new DiagramError(problems);
  const { svg: markup } = await mermaid.render(drawingId, source);
  const host = document.createElement("div");
  host.innerHTML = markup;
  document.body.append(host);
  const svg = host.querySelector("svg");
  if (!svg) throw new Error("Mermaid rendered no svg element");
  const size = tidySvg(svg, shapesOf(parsed));
  host.remove();
  return {
    kind,
    title: parsed.db.getAccTitle?.() ?? "",
    description: parsed.db.getAccDescription?.() ?? "",
    ...size,
    svg: svg.outerHTML,
    text: inWords(parsed, document),
  };
}

async function parse(source: string, mermaid: Mermaid): Promise<ParsedDiagram> {
  const read = async (text: string): Promise<ParsedDiagram> => mermaid.mermaidAPI.getDiagramFromText(text);
  return read(source).catch(async (error: unknown) => {
    throw new DiagramError([await parseProblem(error, source, read)]);
  });
}

/** Mermaid's ids in the drawing begin with the id it was given. */
function shapesOf(parsed: ParsedDiagram): (id: string) => string | undefined {
  const nodes = kindOf(parsed) === "sequence" ? [] : graphOf(parsed).nodes;
  const shapes = new Map(nodes.map(({ domId, shape }) => [`${drawingId}-${domId}`, shape]));
  return (id) => shapes.get(id);
}

function inWords(parsed: ParsedDiagram, document: Document): TextLine[] {
  const plain = (label: string): string => plainText(label, document);
  return kindOf(parsed) === "sequence" ? sequenceText(sequenceOf(parsed), plain) : graphText(graphOf(parsed), plain);
}
