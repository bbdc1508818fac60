import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import type { Element } from "hast";
import type { Code, Image, Paragraph, Parent, Root } from "mdast";
import { visit } from "unist-util-visit";
import { markdownTree } from "#lessons/markdown/tree.ts";
import { DiagramError } from "./diagram.ts";
import type { RenderDiagram } from "./drawing/render-diagram.ts";
import { mermaidFences, type Fence } from "./fences.ts";
import { drawingOf, figure } from "./figure.ts";
import { PictureError, pictureIn, picturesOf, readPicture } from "./pictures.ts";
import { pictureMessage, problemMessages } from "./problem-message.ts";

/** How the integration sets the plugin up. */
export interface RemarkDiagramsOptions {
  /** Read by Astro only: it renders every page anew when the options of a plugin change. */
  version: string;
  render: RenderDiagram;
  /** Gets the messages about a broken diagram or picture, which stays in the page as it is unless this throws. */
  report: (messages: readonly string[]) => void;
}

interface Page {
  /** The file that the Markdown came from, if any. */
  path?: string | undefined;
  /** `sign` is the letter of a lesson's part, with which the numbers of its figures begin. */
  data?: Record<string, unknown>;
}

/**
 * A remark plugin that puts a figure in place of every Mermaid fence and of every picture, an SVG file beside the page. They are
 * numbered together within their page: `Figure B1` in part B of a lesson.
 */
export function remarkDiagrams({ render, report }: RemarkDiagramsOptions): (tree: Root, file: Page) => Promise<void> {
  return async (tree, { path = "", data }) => {
    const sign = typeof data?.["sign"] === "string" ? data["sign"] : "";
    const place = relative("", path) || "Markdown";
    for (const [index, { node, parent }] of figuresIn(tree).entries()) {
      try {
        const image = pictureIn(node);
        const drawing = image ? await readPicture(path, image) : drawingOf(await render((node as Code).value));
        parent.children.splice(parent.children.indexOf(node), 1, becoming(figure(drawing, index + 1, sign)));
      } catch (error) {
        const image = pictureIn(node);
        if (error instanceof PictureError && image)
          report([pictureMessage(place, await imageInFile(path, image), error)]);
        else if (error instanceof DiagramError && node.type === "code")
          report(problemMessages(place, await fenceInFile(path, node), error));
        else throw error;
      }
    }
  };
}

/** What becomes a figure: Mermaid fences, and paragraphs that are a picture. */
function figuresIn(tree: Root): { node: Code | Paragraph; parent: Parent }[] {
  const figures: { node: Code | Paragraph; parent: Parent }[] = [];
  visit(tree, (node, _index, parent) => {
    if (!parent) return;
    if (node.type === "code" && node.lang === "mermaid") figures.push({ node, parent });
    if (node.type === "paragraph" && pictureIn(node)) figures.push({ node, parent });
  });
  return figures;
}

/** A node that remark-rehype turns into the element: raw HTML would be lost in MDX. */
function becoming({ tagName, properties, children }: Element): Paragraph {
  const data = { hName: tagName, hProperties: properties, hChildren: children };
  return { type: "paragraph", children: [], data };
}

/** As {@link fenceInFile}. */
async function imageInFile(path: string, image: Image): Promise<Image> {
  const images = await readFile(path, "utf8").then(
    (text) => picturesOf(markdownTree(text)),
    () => [],
  );
  return images.find(({ url }) => url === image.url) ?? image;
}

/** Astro hands on the text below the frontmatter, so the file itself is asked for the line; of two that are alike, for the first. */
async function fenceInFile(path: string, { value, position }: Code): Promise<Fence> {
  const fences = await readFile(path, "utf8").then(mermaidFences, () => []);
  const line = (position?.start.line ?? 0) + 1;
  return fences.find(({ source }) => source === value) ?? { source: value, line };
}
