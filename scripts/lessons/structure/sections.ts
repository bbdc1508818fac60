import type { Heading, Nodes } from "mdast";
import { toString } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import { type Lesson, type Part, placeOf, treeOf } from "#lessons/lesson.ts";
import type { Problem } from "#lessons/problem.ts";

/** The sections that every lesson has, and the order of its headings. */
export function sectionProblems(lesson: Lesson): Problem[] {
  return [...noSummary(lesson), ...lesson.parts.flatMap(partProblems)];
}

function noSummary({ parts }: Lesson): Problem[] {
  if (parts.some((part) => sections(part).some((heading) => toString(heading) === "Summary"))) return [];
  return [
    {
      file: parts[0].file,
      line: 1,
      column: 1,
      says: "the lesson has no section Summary; expected one in one of its parts",
      next: 'Write "## Summary" and what the reader takes along.',
    },
  ];
}

function partProblems(part: Part): Problem[] {
  return [...noSources(part), ...headingOrder(part)];
}

function noSources(part: Part): Problem[] {
  const last = sections(part).at(-1);
  const isSources = last !== undefined && toString(last) === "Sources";
  if (!isSources)
    return [
      {
        ...placeOf(part, last ?? treeOf(part)),
        says: `the last section is ${last ? toString(last) : "missing"}; expected Sources`,
        next: 'Write "## Sources" at the end, and link what this part rests on.',
      },
    ];
  if (linksAfter(part, last).some((url) => url.startsWith("https://"))) return [];
  return [
    {
      ...placeOf(part, last),
      says: "the section Sources has no link; expected at least one",
      next: "Link the documentation that this part rests on.",
    },
  ];
}

function linksAfter(part: Part, heading: Heading): string[] {
  const { children } = treeOf(part);
  const links: string[] = [];
  for (const node of children.slice(children.indexOf(heading)))
    visit(node, (inner: Nodes) => {
      if (inner.type === "link" || inner.type === "definition") links.push(inner.url);
    });
  return links;
}

function headingOrder(part: Part): Problem[] {
  let depth = 1;
  return headings(part).flatMap((heading) => {
    const before = depth;
    depth = heading.depth;
    const place = { ...placeOf(part, heading) };
    if (heading.depth === 1)
      return [
        {
          ...place,
          says: "a heading of the first level; the page's title is the only one",
          next: "Begin the line with ##.",
        },
      ];
    if (heading.depth <= before + 1) return [];
    return [
      {
        ...place,
        says: `a heading of level ${heading.depth} follows one of level ${before}; expected level ${before + 1} at most`,
        next: `Begin the line with ${"#".repeat(before + 1)}.`,
      },
    ];
  });
}

function headings(part: Part): Heading[] {
  const found: Heading[] = [];
  visit(treeOf(part), "heading", (heading) => void found.push(heading));
  return found;
}

const sections = (part: Part): Heading[] => headings(part).filter(({ depth }) => depth === 2);
