import type { Element, ElementContent, Properties } from "hast";
import type { Paragraph, PhrasingContent, Root, RootContent } from "mdast";
import { visit } from "unist-util-visit";
import { LEVELS, type Question, questionsIn } from "./questions.ts";

/** The link of a question to where the lesson shows its answer. */
export interface Shown {
  /** From the site's root. */
  href: string;
  text: string;
}

/**
 * Turns the questions of a page into answers that unfold, and puts the tools for them before the first: what a reader
 * marks is kept under the lesson's id. Without JavaScript the tools are hidden, and the answers unfold all the same.
 */
export function foldQuestions(tree: Root, lesson: string, shownAt: (see: string) => Shown | undefined): void {
  const questions = new Map(questionsIn(tree).map((question) => [question.node, question]));
  const [first] = questions.keys();
  visit(tree, "containerDirective", (node, index, parent) => {
    const question = questions.get(node);
    if (!question || !parent || index === undefined) return;
    const folded = details(question, shownAt(question.see));
    if (node !== first) {
      parent.children.splice(index, 1, folded);
      return index + 1;
    }
    parent.children.splice(index, 1, folded);
    // A heading right above the first question is that of the first section of questions.
    const start = parent.children[index - 1]?.type === "heading" ? index - 1 : index;
    parent.children.splice(start, 0, tools(lesson, [...questions.values()]));
    return index + 2;
  });
}

function details({ id, level, label, answer }: Question, shown: Shown | undefined): Paragraph {
  const summary = become("summary", {}, [
    become("span", { className: ["question-text"] }, label?.children ?? []),
    html("span", { className: ["question-mark"] }, []),
    html("span", { className: ["question-level"] }, [text(level)]),
  ]);
  const see: RootContent[] = shown
    ? [
        become("p", { className: ["question-see"] }, [
          { type: "text", value: "The lesson shows it: " },
          { type: "link", url: shown.href, children: [{ type: "text", value: shown.text }] },
        ]),
      ]
    : [];
  const marks = html("p", { className: ["question-marks"] }, [
    button("known", "I knew it"),
    button("review", "Review"),
  ]);
  return become("details", { className: ["question"], id, dataLevel: level }, [summary, ...answer, ...see, marks]);
}

function tools(lesson: string, questions: Question[]): Paragraph {
  const levels = LEVELS.filter((level) => questions.some((question) => question.level === level));
  const choice = (value: string, words: string): ElementContent =>
    element("label", {}, [
      element("input", { type: "radio", name: "show", value, checked: value === "all" }, []),
      text(words),
    ]);
  return html("form", { className: ["question-tools", "not-content"], dataLesson: lesson }, [
    element("fieldset", {}, [
      element("legend", {}, [text("Show")]),
      choice("all", "all"),
      ...levels.map((level) => choice(level, level)),
      choice("review", "to review"),
    ]),
    element("p", { role: "status" }, [text(`0 of ${questions.length} known`)]),
  ]);
}

const button = (mark: string, words: string): ElementContent =>
  element("button", { type: "button", dataMark: mark, ariaPressed: "false" }, [text(words)]);

const text = (value: string): ElementContent => ({ type: "text", value });

function element(tagName: string, properties: Properties, children: ElementContent[]): Element {
  return { type: "element", tagName, properties, children };
}

/** A node that remark-rehype turns into the element, with Markdown in it. */
function become(hName: string, hProperties: Properties, children: (RootContent | PhrasingContent)[]): Paragraph {
  return { type: "paragraph", data: { hName, hProperties }, children: children as PhrasingContent[] };
}

/** The same, without. */
function html(hName: string, hProperties: Properties, hChildren: ElementContent[]): Paragraph {
  return { type: "paragraph", data: { hName, hProperties, hChildren }, children: [] };
}
