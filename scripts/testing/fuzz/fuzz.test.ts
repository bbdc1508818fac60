import { expect, it } from "vitest";
import { courseAt } from "#course/course.ts";
import { fuzzed, isRefused, originals, submissionOf } from "./fuzz.ts";

/** Few enough for a few seconds; `fuzz.long.test.ts` has many. */
const READ = 1000;
const GRADED = 10;

it(
  "changed submissions of all labs get a verdict, and a report without a sentence of JavaScript",
  { timeout: 120_000 },
  async () => {
    const all = await originals(courseAt("."));
    const faults: string[] = [];
    let graded = 0;
    for (let number = 0; number < READ; number++) {
      const submission = submissionOf(all, number);
      // Most are refused for what their files say; of those that are not, each costs a cluster.
      if (!isRefused(submission) && ++graded > GRADED) continue;
      const { fault } = await fuzzed(submission);
      if (fault) faults.push(`submission ${number} of ${submission.lab.id}: ${fault}`);
    }
    expect(faults).toEqual([]);
    expect(graded).toBeGreaterThan(GRADED);
  },
);
