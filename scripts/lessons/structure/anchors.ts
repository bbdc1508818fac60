import type { LessonSite } from "#lessons/lesson-site.ts";
import type { Lesson } from "#lessons/lesson.ts";
import type { Problem } from "#lessons/problem.ts";

/** Headings and rows whose id an earlier one of the page has already; of questions the rule of questions says it. */
export function anchorProblems({ parts }: Lesson, { anchors }: LessonSite): Problem[] {
  return parts.flatMap(({ id, file }) => {
    const seen = new Set<string>();
    return (anchors.get(id) ?? []).flatMap((anchor) => {
      const isTaken = seen.has(anchor.id) && !anchor.id.startsWith("question-");
      seen.add(anchor.id);
      if (!isTaken) return [];
      return [
        {
          file,
          line: anchor.line,
          column: 1,
          says: `an earlier heading or row of this page has the id ${anchor.id} already`,
          next: "Change the words of one of the two.",
        },
      ];
    });
  });
}
