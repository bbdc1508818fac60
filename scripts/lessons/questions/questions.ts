import { slug } from "github-slugger";
import type { Paragraph, Root, RootContent } from "mdast";
import type { ContainerDirective } from "mdast-util-directive";
import { toString } from "mdast-util-to-string";
import { visit } from "unist-util-visit";

/** The levels of questions, from the first to the last. */
export const LEVELS = ["beginner", "intermediate", "scenario"] as const;

/** A `:::question` of a page. */
export interface Question {
  node: ContainerDirective;
  title: string;
  /** The question itself, as the brackets hold it. */
  label?: Paragraph;
  id: string;
  level: string;
  /** Where the lesson shows the answer: `worker-nodes#kubelet`. */
  see: string;
  answer: RootContent[];
}

/** The questions of a page, in their order. */
export function questionsIn(tree: Root): Question[] {
  const questions: Question[] = [];
  visit(tree, "containerDirective", (node) => {
    if (node.name === "question") questions.push(question(node));
  });
  return questions;
}

function question(node: ContainerDirective): Question {
  const label = node.children.find((child) => isLabel(child));
  const title = label ? toString(label) : "";
  return {
    node,
    title,
    ...(label && { label }),
    id: `question-${slug(title)}`,
    level: node.attributes?.["level"] ?? "",
    see: node.attributes?.["see"] ?? "",
    answer: node.children.filter((child) => child !== label),
  };
}

/** Whether a paragraph is what is in a directive's brackets. */
export function isLabel(node: RootContent): node is Paragraph {
  return node.type === "paragraph" && node.data !== undefined && "directiveLabel" in node.data;
}
