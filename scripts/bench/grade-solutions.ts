import { readCorpus } from "#course/corpus.ts";
/** Run by the bench in its own process: grades the solution of each simulated lab once, and fails if one does not pass. */
import { courseAt } from "#course/course.ts";
import { proveSimulated } from "#testing/simulated-grade.ts";
import { simulatedLabs } from "./solutions.ts";

for (const lab of await simulatedLabs()) {
  const corpus = await readCorpus(lab, courseAt("."));
  const [proof] = await proveSimulated(
    lab,
    corpus.filter(({ name }) => name === "solution"),
  );
  if (!proof?.proven) throw new Error(`The solution of ${lab.id} did not pass.`);
}
