import { courseAt } from "#course/course.ts";
import { fuzzed, originals, submissionOf } from "./fuzz.ts";

/** Milliseconds that no submission may take. */
const MOST = 5000;

// Grades the changed submissions from a number, so many of them, and writes a line for each that goes wrong.
const [from = 0, count = 0] = process.argv.slice(2).map(Number);
const all = await originals(courseAt("."));
for (let number = from; number < from + count; number++) {
  const submission = submissionOf(all, number);
  const { fault, milliseconds } = await fuzzed(submission);
  const wrong = fault ?? (milliseconds > MOST ? `took ${Math.round(milliseconds)} ms` : undefined);
  if (wrong) process.stdout.write(`submission ${number} of ${submission.lab.id}: ${wrong}\n`);
}
process.stdout.write(`${count} done\n`);
