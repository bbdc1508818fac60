import type { GradeRun } from "#reporters/graded-lab.ts";

/** The verdict as it is, `core/verdict.schema.json`; a list of verdicts where more than one lab could have been graded. */
export function jsonReport({ labs }: GradeRun, one: boolean): string {
  const verdicts = labs.map(({ verdict }) => verdict);
  return `${JSON.stringify(one ? verdicts[0] : verdicts, null, 2)}\n`;
}
