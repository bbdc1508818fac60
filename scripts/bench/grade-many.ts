/** Run by the bench in a process of its own, with --expose-gc: a thousand grades of one lab's corpus; prints its figures as JSON. */
import { readCorpus } from "#commands/corpus.ts";
import { openLab } from "#commands/lab-folders.ts";
import { proveSimulated } from "#commands/simulated-grade.ts";

const GRADES = 1000;
const WARM_UP = 200;

/** Mebibytes in use after everything that can go is gone. */
function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

const lab = await openLab("self-healing");
const corpus = await readCorpus(lab);
let wrong = 0;
let first = 0;
for (let grade = 0; grade < GRADES; grade++) {
  if (grade === WARM_UP) first = heap();
  const [proof] = await proveSimulated(lab, [corpus[grade % corpus.length]!]);
  if (!proof?.proven) wrong++;
}
console.log(JSON.stringify({ grades: GRADES, wrong, growth: heap() - first }));
