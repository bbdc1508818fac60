import type { Link } from "mdast";
import { visit } from "unist-util-visit";
import { expect, test } from "vitest";
import { markdownTree } from "#lessons/markdown/tree.ts";
import { linkTerms } from "./remark-glossary.ts";

const term = (word: string, ...also: string[]) => ({
  term: word,
  also,
  meaning: `What a ${word} is.`,
  link: "/",
  line: 1,
});
const terms = [term("Service", "Services"), term("node", "nodes"), term("control plane"), term("kube-proxy")];

/** Each link to the glossary: its words and where it leads. */
function links(markdown: string): string[] {
  const tree = markdownTree(markdown);
  linkTerms(tree, terms);
  const found: string[] = [];
  visit(tree, "link", ({ url, title, children: [text] }: Link) => {
    if (title) found.push(`${text?.type === "text" ? text.value : ""}: ${url}`);
  });
  return found;
}

test("the first use of a term is linked, and no other", () => {
  expect(links("A Service has nodes. Services have a node. The control plane.")).toMatchInlineSnapshot(`
    [
      "Service: /reference/glossary/#service",
      "nodes: /reference/glossary/#node",
      "control plane: /reference/glossary/#control-plane",
    ]
  `);
});

test("a small first letter may be a capital one, a capital one is never small", () => {
  expect(links("Nodes run 240 services.")).toEqual(["Nodes: /reference/glossary/#node"]);
});

test("headings, titles, tables, code, links and parts of words are left alone", () => {
  const markdown = [
    "## The node",
    ":::note[The node]\nNothing.\n:::",
    "| node |\n| --- |\n| node |",
    "`node` [node](/x/) node-exporter my.node /node",
  ].join("\n\n");
  expect(links(markdown)).toEqual([]);
});

test("a term in a role chip is linked within the chip", () => {
  expect(links("See :node[kube-proxy].")).toEqual(["kube-proxy: /reference/glossary/#kube-proxy"]);
});
