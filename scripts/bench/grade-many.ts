import { readCorpus } from "#course/corpus.ts";
/**
 * Run by the bench in its own process, with --expose-gc: a thousand grades, of each file set of each simulated lab in
 * turn: exercises, solutions and mistakes; prints its figures as JSON.
 */
import { courseAt } from "#course/course.ts";
import { proveSimulated } from "#testing/simulated-grade.ts";
import { simulatedLabs } from "./solutions.ts";

const GRADES = 1000;

/** Mebibytes in use after everything that can go is gone. */
function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

const labs = await simulatedLabs();
const corpora = await Promise.all(
  labs.map(async (lab) => (await readCorpus(lab, courseAt("."))).map((files) => ({ lab, files }))),
);
const mix = corpora.flat();
const warmUp = 2 * mix.length;
const started = performance.now();
let wrong = 0;
let first = 0;
for (let grade = 0; grade < GRADES; grade++) {
  if (grade === warmUp) first = heap();
  const { lab, files } = mix[grade % mix.length]!;
  const [proof] = await proveSimulated(lab, [files]);
  if (!proof?.proven) wrong++;
}
const growth = heap() - first;
const seconds = (performance.now() - started) / 1000;
console.log(JSON.stringify({ grades: GRADES, fileSets: mix.length, warmUp, wrong, growth, seconds }));
