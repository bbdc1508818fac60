import { find } from "#site/element.ts";
import { type Mark, type Marks, openMarks } from "./marks.ts";

/** What the mark of a question looks like and is called. */
const SIGNS: Record<Mark, { sign: string; words: string }> = {
  known: { sign: "✓", words: "known" },
  review: { sign: "↻", words: "to review" },
};

/** Brings the tools of a page's questions to life: the filter, the marks, and how many are known. */
export function startQuestions(tools: HTMLFormElement): void {
  const marks = openMarks(tools.dataset["lesson"] ?? "");
  const questions = Array.from(document.querySelectorAll<HTMLDetailsElement>("details.question"));
  const sections = sectionsOf(questions);
  const update = (): void => {
    for (const question of questions) showMark(question, marks.of(question.id));
    find(tools, "[role=status]", HTMLElement).textContent = progress(questions, marks);
  };
  for (const question of questions)
    question.addEventListener("click", ({ target }) => {
      const pressed = target instanceof Element ? target.closest<HTMLElement>("button[data-mark]") : null;
      const mark = pressed?.dataset["mark"];
      if (mark !== "known" && mark !== "review") return;
      // Pressed again, it takes the mark away.
      marks.set(question.id, marks.of(question.id) === mark ? undefined : mark);
      update();
    });
  tools.addEventListener("change", () => {
    const { value } = find(tools, "input:checked", HTMLInputElement);
    for (const question of questions) question.hidden = !isShown(question, value, marks);
    for (const { heading, within } of sections) heading.hidden = within.every(({ hidden }) => hidden);
  });
  tools.addEventListener("submit", (event) => event.preventDefault());
  update();
}

/** The headings that stand right above questions, with all that stand below each. */
function sectionsOf(questions: readonly HTMLElement[]): { heading: HTMLElement; within: HTMLElement[] }[] {
  return questions.flatMap((first, index) => {
    const heading = first.previousElementSibling;
    if (!(heading instanceof HTMLElement) || !heading.matches(".sl-heading-wrapper")) return [];
    const next = questions.findIndex(
      (question, at) => at > index && question.previousElementSibling?.matches(".sl-heading-wrapper"),
    );
    return [{ heading, within: questions.slice(index, next === -1 ? undefined : next) }];
  });
}

function isShown({ id, dataset }: HTMLElement, shown: string, marks: Marks): boolean {
  if (shown === "all") return true;
  return shown === "review" ? marks.of(id) === "review" : dataset["level"] === shown;
}

function showMark(question: HTMLElement, mark: Mark | undefined): void {
  for (const button of question.querySelectorAll<HTMLElement>("button[data-mark]"))
    button.ariaPressed = String(button.dataset["mark"] === mark);
  const shown = find(question, ".question-mark", HTMLElement);
  shown.dataset["sign"] = mark ? SIGNS[mark].sign : "";
  shown.textContent = mark ? SIGNS[mark].words : "";
}

function progress(questions: readonly HTMLElement[], marks: Marks): string {
  const count = (mark: Mark): number => questions.filter(({ id }) => marks.of(id) === mark).length;
  const review = count("review");
  return `${count("known")} of ${questions.length} known${review > 0 ? `, ${review} to review` : ""}`;
}
