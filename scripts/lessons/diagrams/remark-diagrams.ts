import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import type { Element } from "hast";
import type { Code, Paragraph, Parent, Root } from "mdast";
import { visit } from "unist-util-visit";
import { DiagramError } from "./diagram.ts";
import type { RenderDiagram } from "./drawing/render-diagram.ts";
import { mermaidFences, type Fence } from "./fences.ts";
import { figure } from "./figure.ts";
import { problemMessages } from "./problem-message.ts";

/** How the integration sets the plugin up. */
export interface RemarkDiagramsOptions {
  /** Read by Astro only: it renders every page anew when the options of a plugin change. */
  version: string;
  render: RenderDiagram;
  /** Gets the messages about a broken diagram; the fence stays in the page as code unless this throws. */
  report: (messages: readonly string[]) => void;
}

interface Page {
  /** The file that the Markdown came from, if any. */
  path?: string | undefined;
  /** `sign` is the letter of a lesson's part, with which the numbers of its figures begin. */
  data?: Record<string, unknown>;
}

/** A remark plugin that puts a figure, numbered within its page (`Figure B1` in part B of a lesson), in place of every Mermaid fence. */
export function remarkDiagrams({ render, report }: RemarkDiagramsOptions): (tree: Root, file: Page) => Promise<void> {
  return async (tree, { path = "", data }) => {
    const sign = typeof data?.["sign"] === "string" ? data["sign"] : "";
    for (const [index, { code, parent }] of mermaidCodes(tree).entries()) {
      try {
        const drawn = figure(await render(code.value), index + 1, sign);
        parent.children.splice(parent.children.indexOf(code), 1, becoming(drawn));
      } catch (error) {
        if (!(error instanceof DiagramError)) throw error;
        report(problemMessages(relative("", path) || "Markdown", await fenceInFile(path, index, code), error));
      }
    }
  };
}

function mermaidCodes(tree: Root): { code: Code; parent: Parent }[] {
  const codes: { code: Code; parent: Parent }[] = [];
  visit(tree, "code", (code, _index, parent) => {
    if (code.lang === "mermaid" && parent) codes.push({ code, parent });
  });
  return codes;
}

/** A node that remark-rehype turns into the element: raw HTML would be lost in MDX. */
function becoming({ tagName, properties, children }: Element): Paragraph {
  const data = { hName: tagName, hProperties: properties, hChildren: children };
  return { type: "paragraph", children: [], data };
}

/** Astro hands on the text below the frontmatter, so the file itself is asked for the line. */
async function fenceInFile(path: string, index: number, { value, position }: Code): Promise<Fence> {
  const fences = await readFile(path, "utf8").then(mermaidFences, () => []);
  const fence = fences[index];
  return fence?.source === value ? fence : { source: value, line: (position?.start.line ?? 0) + 1 };
}
