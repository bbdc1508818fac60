import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Element, ElementContent, Root as Html } from "hast";
import { fromHtml } from "hast-util-from-html";
import { toString } from "hast-util-to-string";
import type { Image, Nodes, Root } from "mdast";
import { visit } from "unist-util-visit";
import type { Drawing } from "./figure.ts";

/** The picture that a paragraph of a page consists of: an image of an SVG file beside the page; undefined for everything else. */
export function pictureIn(node: Nodes): Image | undefined {
  if (node.type !== "paragraph" || node.children.length !== 1) return undefined;
  const [image] = node.children;
  return image?.type === "image" && /^(?!\/|[a-z]+:).*\.svg$/i.test(image.url) ? image : undefined;
}

/** The pictures of a page, wherever they are, in their order. */
export function picturesOf(tree: Root): Image[] {
  const pictures: Image[] = [];
  visit(tree, "paragraph", (node) => {
    const image = pictureIn(node);
    if (image) pictures.push(image);
  });
  return pictures;
}

/** What is wrong with a picture. */
export class PictureError extends Error {
  override readonly name = "PictureError";
}

/** Reads the picture of a page, whose words are its caption. Throws {@link PictureError} for a file that is not there, or says too little. */
export async function readPicture(page: string, { url, alt }: Pick<Image, "url" | "alt">): Promise<Drawing> {
  const text = await readFile(join(dirname(page), decodeURI(url)), "utf8").catch(() => {
    throw new PictureError("there is no such file beside the page");
  });
  const svg = childOf(fromHtml(text, { fragment: true, space: "svg" }), "svg");
  const width = Number(svg?.properties["width"]);
  if (!svg || !(width > 0)) throw new PictureError("expected an svg element with its width and height in px");
  const [title, description] = ["title", "desc"].map((name) => childOf(svg, name));
  if (!title || !description || toString(title) === "" || toString(description) === "")
    throw new PictureError("expected a title and a desc in it, which tell it to those who do not see it");
  return { title: alt ?? "", width, picture: (id) => namedBy(svg, id) };
}

const childOf = ({ children }: Element | Html, name: string): Element | undefined =>
  children.flatMap((child) => (child.type === "element" && child.tagName === name ? [child] : []))[0];

/** As diagrams are: what is drawn in one group, which readers skip and which a larger view can show once more. */
function namedBy({ properties, children }: Element, id: string): Element {
  const [names, drawn] = [true, false].map((isName) => children.filter((child) => isNaming(child) === isName));
  const { xmlns: _, ...own } = properties;
  return {
    type: "element",
    tagName: "svg",
    properties: {
      className: ["picture"],
      ...own,
      role: "img",
      ariaLabelledBy: [`${id}-title`],
      ariaDescribedBy: [`${id}-description`],
    },
    children: [
      ...(names as Element[]).map((name) => ({
        ...name,
        properties: { id: `${id}-${name.tagName === "title" ? "title" : "description"}` },
      })),
      {
        type: "element",
        tagName: "g",
        properties: { id: `${id}-drawing`, className: ["drawing"], ariaHidden: "true" },
        children: drawn ?? [],
      },
    ],
  };
}

const isNaming = (child: ElementContent | Html["children"][number]): boolean =>
  child.type === "element" && ["title", "desc"].includes(child.tagName);
