import { type LessonSite, seenAt } from "#lessons/lesson-site.ts";
import { type Lesson, type Part, placeOf, treeOf } from "#lessons/lesson.ts";
import type { Problem } from "#lessons/problem.ts";
import { LEVELS, type Question, questionsIn } from "#lessons/questions/questions.ts";
import { noAnchor } from "./links.ts";

/** Questions without a text, an answer, a level, or a place where the lesson shows the answer; and two that are the same. */
export function questionProblems(lesson: Lesson, site: LessonSite): Problem[] {
  const seen = new Set<string>();
  return lesson.parts.flatMap((part) =>
    questionsIn(treeOf(part)).flatMap((question) => {
      const again = question.title !== "" && seen.has(question.id);
      seen.add(question.id);
      return [...problemsOf(site, lesson, part, question), ...(again ? [twice(part, question)] : [])];
    }),
  );
}

function problemsOf(site: LessonSite, lesson: Lesson, part: Part, question: Question): Problem[] {
  const place = placeOf(part, question.node);
  const problems: Problem[] = [];
  if (question.title === "")
    problems.push({ ...place, says: "the question is empty", next: "Write it in brackets: :::question[What is …?]." });
  if (question.answer.length === 0)
    problems.push({ ...place, says: "the question has no answer", next: "Write the answer between ::: and :::." });
  if (!LEVELS.some((level) => level === question.level))
    problems.push({
      ...place,
      says: `the question's level is ${question.level || "missing"}; expected one of ${LEVELS.join(", ")}`,
      next: 'Write {level="beginner" see="…"} after the brackets.',
    });
  return [...problems, ...seeProblems(site, lesson, place, question.see)];
}

function seeProblems(site: LessonSite, lesson: Lesson, place: Omit<Problem, "says" | "next">, see: string): Problem[] {
  const { page, anchor } = seenAt(lesson, see);
  if (see !== "" && lesson.parts.some(({ id }) => id === page)) return noAnchor(site, place, page, anchor);
  const names = lesson.parts.map(({ id }) => (id === lesson.id ? "index" : id.slice(lesson.id.length + 1)));
  return [
    {
      ...place,
      says: see
        ? `see="${see}" names no part of the lesson`
        : "the question does not say where the lesson shows its answer",
      next: `Write see="PART#HEADING"; the parts are ${names.join(", ")}.`,
    },
  ];
}

function twice(part: Part, { node, title }: Question): Problem {
  return {
    ...placeOf(part, node),
    says: `the lesson asks twice: ${title}`,
    next: "Change one of the two; a reader's mark is kept under the question's words.",
  };
}
