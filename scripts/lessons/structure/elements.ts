import type { RootContent } from "mdast";
import type { ContainerDirective, TextDirective } from "mdast-util-directive";
import { toString } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import { closestName } from "#core/closest-name.ts";
import { type Lesson, type Part, placeOf, treeOf } from "#lessons/lesson.ts";
import type { Problem } from "#lessons/problem.ts";
import { isLabel } from "#lessons/questions/questions.ts";
import { roles } from "#lessons/roles.ts";

const ASIDES = ["note", "tip", "caution", "danger"];
const BLOCKS = [...ASIDES, "question"];
const CHIPS = [...roles, "untried"];

/** More than this is more than one idea. */
const ASIDE_WORDS = 60;

/** Asides with more than one idea, pictures without words, and directives that nothing understands. */
export function elementProblems({ parts }: Lesson): Problem[] {
  return parts.flatMap(problemsOf);
}

function problemsOf(part: Part): Problem[] {
  const problems: Problem[] = [];
  visit(treeOf(part), (node) => {
    if (node.type === "containerDirective") problems.push(...blockProblems(part, node));
    if (node.type === "textDirective") problems.push(...chipProblems(part, node));
    if (node.type === "image" && !node.alt)
      problems.push({
        ...placeOf(part, node),
        says: `the picture ${node.url} has no words for those who do not see it`,
        next: "Write between the brackets what it shows.",
      });
  });
  return problems;
}

function blockProblems(part: Part, node: ContainerDirective): Problem[] {
  const place = placeOf(part, node);
  if (!BLOCKS.includes(node.name)) return [unknown(place, `:::${node.name}`, node.name, BLOCKS)];
  return ASIDES.includes(node.name) ? asideProblems(part, node) : [];
}

function asideProblems(part: Part, node: ContainerDirective): Problem[] {
  const place = placeOf(part, node);
  const body = node.children.filter((child) => !isLabel(child));
  const words = body
    .map((child) => toString(child))
    .join(" ")
    .split(/\s+/)
    .filter(Boolean).length;
  const untitled = {
    ...place,
    says: `the aside :::${node.name} has no title`,
    next: `Write :::${node.name}[The idea in a few words].`,
  };
  const crowded = {
    ...place,
    says: `the aside has ${describe(body)} with ${words} words; expected one idea: one paragraph or one list of at most ${ASIDE_WORDS} words`,
    next: "Keep the one idea that the title names, and move the rest into the text or into an aside of its own.",
  };
  return [
    ...(node.children.some(isLabel) ? [] : [untitled]),
    ...(isOneIdea(body) && words <= ASIDE_WORDS ? [] : [crowded]),
  ];
}

const isOneIdea = ([first, ...rest]: RootContent[]): boolean =>
  rest.length === 0 && (first?.type === "paragraph" || first?.type === "list");

function describe(body: readonly RootContent[]): string {
  if (body.length === 1) return body[0]?.type === "paragraph" ? "one paragraph" : `one ${body[0]?.type}`;
  return `${body.length} paragraphs and lists`;
}

/** A directive without a label, such as the `:node` of `registry:node`, is text. */
function chipProblems(part: Part, node: TextDirective): Problem[] {
  if (node.children.length === 0 || CHIPS.includes(node.name)) return [];
  return [unknown(placeOf(part, node), `:${node.name}[…]`, node.name, CHIPS)];
}

function unknown(
  place: { file: string; line: number; column: number },
  shown: string,
  name: string,
  known: readonly string[],
): Problem {
  const meant = closestName(name, known);
  return {
    ...place,
    says: `unknown directive ${shown}; expected one of ${known.join(", ")}`,
    next: meant ? `Did you mean ${meant}?` : "Write it as text.",
  };
}
