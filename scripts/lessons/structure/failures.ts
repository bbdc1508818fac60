import { dirname } from "node:path/posix";
import { closestName } from "#core/closest-name.ts";
import type { Experiment } from "#course/experiments.ts";
import { type FailureRow, failureRows } from "#lessons/failures/rows.ts";
import type { LessonSite } from "#lessons/lesson-site.ts";
import { type Lesson, type Part, placeOf, treeOf } from "#lessons/lesson.ts";
import type { Problem } from "#lessons/problem.ts";

/** Rows of failure tables that nothing tries although they do not say why, and rows that say so although something does. */
export function failureProblems({ parts }: Lesson, site: LessonSite): Problem[] {
  return parts.flatMap((part) => {
    const experiments = site.experimentsByPage.get(part.id) ?? [];
    return failureRows(treeOf(part)).flatMap((row) => rowProblems(experiments, part, row));
  });
}

function rowProblems(experiments: readonly Experiment[], part: Part, row: FailureRow): Problem[] {
  const place = placeOf(part, row.node);
  if (row.id === "")
    return [
      {
        ...place,
        says: "the first cell names nothing that can fail; expected a role chip",
        next: "Write the name as a chip, such as :store[etcd].",
      },
    ];
  const tried = experiments.filter((experiment) => experiment.row === row.id);
  if (tried.length > 0 && row.untried)
    return [
      {
        ...place,
        says: `${row.name} is said to be untried, and ${tried[0] && dirname(tried[0].place.file)} tries it`,
        next: "Take :untried[…] out of the row.",
      },
    ];
  if (tried.length > 0 || row.untried?.children.length) return [];
  return [
    {
      ...place,
      says: `no experiment tries what the row says of ${row.name}`,
      next: `Write one with lesson: ${part.id}#${row.id}, or say in the row why there is none: :untried[the reason].`,
    },
  ];
}

/** Experiments that try no row of a failure table. */
export function experimentProblems({ experiments, rows }: LessonSite): Problem[] {
  return experiments.flatMap(({ place, page, row }) => {
    const named = `${page}#${row}`;
    if (rows.has(named)) return [];
    const meant = closestName(named, [...rows]);
    return [
      {
        ...place,
        says: `the experiment names no row of a failure table: ${named}`,
        next: meant ? `Did you mean ${meant}?` : "Write lesson: PAGE#ROW, where the row's id is the name in its chip.",
      },
    ];
  });
}
