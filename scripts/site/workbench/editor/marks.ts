import type { Verdict, VerdictLocation } from "#core/generated/verdict.ts";
import { isPlaced, issueWords } from "#reporters/words/issue.ts";
import { failureFacts, observedFacts } from "#reporters/words/verdict.ts";

/** A place in the learner's files that the verdict is about, and why. */
export interface Mark {
  location: VerdictLocation;
  message: string;
}

/** The places that the report shows: those of issues, then the first one of each failed check. */
export function marksOf({ issues, checks }: Verdict): Mark[] {
  const failed = checks.filter(({ status }) => status === "fail");
  return [
    ...issues.filter(isPlaced).map((issue) => {
      const { what, next } = issueWords(issue.code, issue);
      return { location: issue.location, message: `${what} ${next}` };
    }),
    ...failed.flatMap((check) => {
      const facts = [...failureFacts(check), ...observedFacts(check).slice(0, 1)];
      const message = [check.title, ...facts.map(({ label, text }) => `${label} ${text}`)].join("\n");
      return check.locations.slice(0, 1).map((location) => ({ location, message }));
    }),
  ];
}
