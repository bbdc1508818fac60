import type { Code, Root } from "mdast";
import { visit } from "unist-util-visit";
import { atLeastOne } from "#core/at-least-one.ts";
import type { Location } from "#core/issue.ts";
import type { Page } from "#course/pages.ts";
import { type Part, placeOf, treeOf } from "#lessons/lesson.ts";
import type { Problem } from "#lessons/problem.ts";
import { readAttributes } from "./attributes.ts";
import type { CommandBlock } from "./command.ts";

/** The `bash` fences of a tree, wherever they stand, in their order. */
export function bashFences(tree: Root): Code[] {
  const fences: Code[] = [];
  visit(tree, "code", (code) => {
    if (code.lang === "bash") fences.push(code);
  });
  return fences;
}

/** The commands of a page, and what is wrong with those that are none. */
export function readCommands(page: Page): { blocks: CommandBlock[]; problems: Problem[] } {
  const blocks: CommandBlock[] = [];
  const problems: Problem[] = [];
  for (const code of bashFences(treeOf(page))) {
    const read = readAttributes(code);
    const place = placeOf(page, code);
    if ("problems" in read)
      problems.push(
        ...read.problems.map(({ raw, ...problem }) => ({ ...attributePlace(page, place, raw), ...problem })),
      );
    else if (read.block.name && blocks.some(({ name }) => name === read.block.name))
      problems.push({
        ...place,
        says: `the name ${read.block.name} is that of an earlier command of this page; expected one of its own`,
        next: "Give this command another name.",
      });
    else blocks.push(read.block);
  }
  return { blocks, problems };
}

/** Where an attribute is in the fence's line. */
function attributePlace({ text }: Page, place: Location, raw: string): Location {
  const line = text.split(/\r?\n/)[place.line - 1] ?? "";
  return { ...place, column: raw ? line.lastIndexOf(raw) + 1 : place.column };
}

/** A page, and commands of it that are run. */
export interface PageCommands {
  part: Part;
  blocks: CommandBlock[];
}

/** The commands of pages that are run, page by page; `choose` leaves some out. Throws where none is left. */
export function runnableCommands(
  parts: readonly Part[],
  choose: (block: CommandBlock) => boolean = () => true,
): PageCommands[] {
  const pages = parts
    .map((part) => ({ part, blocks: readCommands(part).blocks.filter((block) => "on" in block.runs && choose(block)) }))
    .filter(({ blocks }) => blocks.length > 0);
  return atLeastOne(pages, "command of a lesson that is run");
}

/** A block that is run, and whose output the page shows. */
export function isRecorded({ runs, lines }: CommandBlock): boolean {
  return "on" in runs && lines > 0;
}
