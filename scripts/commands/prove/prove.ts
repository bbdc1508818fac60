import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { closePlaces } from "#places/close.ts";
import { coverageProblems, folderProblems, likenessProblems } from "./lab-rules.ts";
import { type ClusterChoice, openPlaces } from "#places/open.ts";
import { askForCluster, requireKind } from "#commands/cli/cluster-choice.ts";
import { courseHere } from "#commands/cli/course.ts";
import { showProgress } from "#commands/cli/progress.ts";
import { proveMutants } from "./mutants.ts";
import { type ProveOn, proveSet } from "./sets.ts";
import { print, requireOutput } from "#commands/cli/output.ts";
import { SIDE_BY_SIDE, sideBySide } from "#places/side-by-side.ts";
import { UsageError } from "#commands/cli/usage-error.ts";
import type { Survivor } from "#core/generated/survivors.ts";
import type { Lab } from "#core/lab/lab.ts";
import type { CorpusCase } from "#core/proof.ts";
import { isExperiment } from "#core/lab/submission-rules.ts";
import type { Course } from "#course/course.ts";
import { readCorpus } from "#course/corpus.ts";
import { labNames, openLab } from "#course/labs.ts";
import { readSurvivors } from "#course/survivors.ts";
import { differences, type ProofTable, proofTable, withEarlier } from "#reporters/proof/table.ts";
import { isProven, type LabProof, type ProofLine, proofReport, proofTotal } from "#reporters/proof/report.ts";

export interface ProveCommand {
  cluster: ClusterChoice;
  /** The folder of all labs, if not that of the course. */
  labs?: string;
  /** Changes the solutions too; always on the simulated cluster. */
  mutants?: boolean;
  /** Where the table is written as JSON. Where labs are named, the others that it holds of the same cluster stay in it. */
  output?: string;
  /** The table of another cluster, to be compared with this one. */
  compare?: string;
  fresh?: boolean;
  keep?: boolean;
  yes?: boolean;
}

/** One lab with all that is to be proven of it. */
interface Candidate {
  lab: Lab;
  cases: CorpusCase[];
  survivors: Survivor[];
  problems: string[];
}

/** Proves labs, prints a line for each file set; 0 if all are as their authors say, 1 otherwise. */
export async function proveCommand(
  names: readonly string[],
  options: ProveCommand,
  signal: AbortSignal,
): Promise<number> {
  requireKind(options);
  await requireOutput(options.output);
  await askForCluster(options);
  const other = options.compare === undefined ? undefined : await readTable(options.compare);
  const { output } = options;
  const earlier = names.length > 0 && output !== undefined && existsSync(output) ? await readTable(output) : undefined;
  const course = courseHere(options.labs);
  const candidates: Candidate[] = [];
  for (const name of names.length > 0 ? names : await labNames(course))
    candidates.push(await readCandidate(name, course));
  const progress = showProgress(process.stderr);
  const simulated = options.cluster === "simulated";
  const labs = candidates.map(({ lab }) => lab);
  const places = openPlaces({ ...options, labs, say: progress.say, signal });
  try {
    const on = { places, simulated, signal, mutants: simulated || options.mutants === true };
    const proofs: LabProof[] = [];
    // Simulated clusters are used one after the other: there each lab can be told when it is done.
    for (const together of simulated ? candidates.map((one) => [one]) : [candidates]) {
      for await (const proof of proveTogether(together, on, progress.say)) {
        progress.stop();
        await print(proofReport(proof));
        proofs.push(proof);
      }
    }
    await print(proofTotal(proofs));
    const table = output === undefined && !other ? undefined : proofTable(proofs, new Date());
    if (table && output !== undefined) {
      const whole = earlier ? withEarlier(table, earlier) : table;
      await print(`${JSON.stringify(whole, null, 2)}\n`, output);
    }
    const different = other && table ? differences(table, other) : [];
    if (other) await print(differencesReport(different));
    return proofs.every(isProven) && different.length === 0 ? 0 : 1;
  } finally {
    progress.stop();
    await closePlaces(places, options);
  }
}

async function readCandidate(name: string, course: Course): Promise<Candidate> {
  const lab = await openLab(name, course);
  const cases = await readCorpus(lab, course);
  const problems = [...(await folderProblems(lab, course)), ...coverageProblems(lab, cases)];
  return { lab, cases, survivors: await readSurvivors(name, course), problems };
}

/** All file sets of these labs, side by side where the cluster lets them; then each solution with its fields changed. */
async function* proveTogether(
  candidates: readonly Candidate[],
  on: ProveOn & { mutants: boolean },
  say: (text: string) => void,
): AsyncGenerator<LabProof> {
  const work = candidates.flatMap(({ lab, cases }) => cases.map((one) => ({ lab, one })));
  const labOf = ({ lab }: { lab: Lab }) => lab;
  const sets: ProofLine[] = await sideBySide(work, labOf, on.simulated ? 1 : SIDE_BY_SIDE, ({ lab, one }) => {
    say(`${lab.id}: ${one.name}`);
    return proveSet(lab, one, on);
  });
  for (const { lab, cases, survivors, problems } of candidates) {
    const own = cases.flatMap(({ name }) => sets.find((set) => set.lab === lab.id && set.name === name) ?? []);
    const solution = cases.find(({ name }) => name === "solution")?.files ?? [];
    const changed = on.mutants && !isExperiment(lab.file) && !(on.simulated && lab.file.cluster?.real);
    const started = (mutant: string) => say(`${lab.id}: the solution with ${mutant}`);
    yield {
      id: lab.id,
      title: lab.file.title,
      sets: own,
      problems: [...problems, ...likenessProblems(cases, own)],
      ...(changed && { mutants: await proveMutants(lab, solution, survivors, { ...on, started }) }),
    };
  }
}

async function readTable(path: string): Promise<ProofTable> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as ProofTable;
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `The table ${path} cannot be read: ${cause}\nNext: make it anew with prove --output ${path}, without the name of a lab.`,
    );
  }
}

function differencesReport(different: readonly string[]): string {
  const words = different.length === 0 ? "no differences" : `${different.length} differences`;
  return [...different.map((line) => `≠ ${line}`), `${words} between the two clusters`, ""].join("\n");
}
