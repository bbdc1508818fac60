import type { ScoreRow } from "./score-row.ts";

/**
 * A gradebook as `classroom50/scores/v1`, the file `scores.json` of Classroom 50: each lab is an assignment, each learner an entry with the
 * newest pull request first. Only verified scores are in it: it has no word for any other.
 */
export function classroom50Gradebook(rows: readonly ScoreRow[], classroom: string): string {
  const scored = rows.filter(
    ({ status, standing }) => standing === "verified" && (status === "pass" || status === "fail"),
  );
  const assignments = Object.entries(Object.groupBy(scored, ({ lab }) => lab)).map(([lab, inLab = []]) => {
    const entries = Object.values(Object.groupBy(inLab, ({ learner }) => learner.toLowerCase())).map((own = []) => ({
      owner: own[0]!.learner,
      submissions: own.toSorted((one, other) => other.pull - one.pull).map((row) => submission(row, classroom)),
    }));
    return [lab, { type: "individual", entries }] as const;
  });
  return `${JSON.stringify({ schema: "classroom50/scores/v1", assignments: Object.fromEntries(assignments) }, null, 2)}\n`;
}

function submission(row: ScoreRow, classroom: string): object {
  const { lab, learner, points, of, status, late, time, sha } = row;
  const instant = `${time.slice(0, 19)}Z`;
  return {
    schema: "classroom50/result/v1",
    classroom,
    assignment_type: "individual",
    owner: learner,
    submission: `submit/${instant.replaceAll(":", "-")}-${sha.slice(0, 7)}`,
    commit: row.commitUrl,
    release: row.reportUrl,
    review: row.pullUrl,
    datetime: instant,
    score: points,
    "max-score": of,
    tests: [{ "test-name": lab, passed: status === "pass", score: points, "max-score": of }],
    ...(late !== undefined && { late }),
  };
}
