import type { Link, Root } from "mdast";
import { failureRows } from "./rows.ts";

/** An experiment that shows what a row says. */
export interface RowExperiment {
  /** The id of the row. */
  row: string;
  title: string;
  /** From the site's root. */
  href: string;
}

/** Gives the rows of failure tables their ids and the links to their experiments. */
export function linkExperiments(tree: Root, experiments: readonly RowExperiment[]): void {
  for (const { node, id, untried } of failureRows(tree)) {
    if (id) node.data = { hProperties: { id } };
    if (untried) untried.data = { hName: "span", hProperties: { className: ["untried"] } };
    const links = experiments.filter(({ row }) => row === id).map(link);
    // The space keeps name and link two words for those who hear them.
    node.children[0]?.children.push(...links.flatMap((one) => [{ type: "text" as const, value: " " }, one]));
  }
}

function link({ href, title }: RowExperiment): Link {
  return {
    type: "link",
    url: href,
    data: { hProperties: { className: ["try"], ariaLabel: `Try it: ${title}` } },
    children: [{ type: "text", value: "Try it" }],
  };
}
