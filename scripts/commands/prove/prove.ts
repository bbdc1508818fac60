import { askForCluster, requireKind } from "#commands/cli/cluster-choice.ts";
import { courseHere } from "#commands/cli/course.ts";
import { print, requireOutput } from "#commands/cli/output.ts";
import { showProgress } from "#commands/cli/progress.ts";
import type { Survivor } from "#core/generated/survivors.ts";
import type { KubernetesVersion } from "#core/kubernetes/version.ts";
import type { Lab } from "#core/lab/lab.ts";
import { isExperiment } from "#core/lab/submission-rules.ts";
import type { CorpusCase } from "#core/proof.ts";
import { readCorpus } from "#course/corpus.ts";
import type { Course } from "#course/course.ts";
import { labNames, openLab } from "#course/labs.ts";
import { readSurvivors } from "#course/survivors.ts";
import { closePlaces } from "#places/close.ts";
import { type ClusterChoice, openPlaces } from "#places/open.ts";
import { SIDE_BY_SIDE, sideBySide } from "#places/side-by-side.ts";
import { isProven, type LabProof, type ProofLine, proofReport, proofTotal } from "#reporters/proof/report.ts";
import { differences, proofTable } from "#reporters/proof/table.ts";
import { askProblems } from "./asks.ts";
import { coverageProblems, folderProblems, likenessProblems } from "./lab-rules.ts";
import { proveMutants } from "./mutants.ts";
import { openProofFile, type ProofFile, readTable } from "./proof-file.ts";
import { type ProveOn, proveSet } from "./sets.ts";

export interface ProveCommand {
  cluster: ClusterChoice;
  /** The folder of all labs, if not that of the course. */
  labs?: string;
  /** Changes the solutions too; always on the simulated cluster. */
  mutants?: boolean;
  /** Where the table is written as JSON. Where labs are named, the others that it holds stay in it. */
  output?: string;
  /** The table of another cluster, to be compared with this one. */
  compare?: string;
  /** Of the kind cluster. */
  kubernetes?: KubernetesVersion;
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
  const course = courseHere(options.labs);
  const candidates: Candidate[] = [];
  for (const name of names.length > 0 ? names : await labNames(course))
    candidates.push(await readCandidate(name, course));
  const labs = candidates.map(({ lab }) => lab);
  const ids = labs.map(({ id }) => id);
  const file = options.output === undefined ? undefined : await openProofFile(options.output, ids, names.length === 0);
  const progress = showProgress(process.stderr);
  const simulated = options.cluster === "simulated";
  const places = openPlaces({ ...options, labs, say: progress.say, signal });
  try {
    const on = { places, simulated, signal, mutants: simulated || options.mutants === true, file };
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
    const table = file || other ? proofTable(proofs, new Date()) : undefined;
    if (table) await file?.write(table);
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
  const problems = [
    ...(await folderProblems(lab, course)),
    ...coverageProblems(lab, cases),
    ...(await askProblems(lab, cases, course)),
  ];
  return { lab, cases, survivors: await readSurvivors(name, course), problems };
}

/** All file sets of these labs, side by side where the cluster lets them; then each solution with its fields changed. */
async function* proveTogether(
  candidates: readonly Candidate[],
  on: ProveOn & { simulated: boolean; mutants: boolean; file: ProofFile | undefined },
  say: (text: string) => void,
): AsyncGenerator<LabProof> {
  const work = candidates.flatMap(({ lab, cases }) => cases.map((one) => ({ lab, one })));
  const labOf = ({ lab }: { lab: Lab }) => lab;
  const sets: ProofLine[] = await sideBySide(work, labOf, on.simulated ? 1 : SIDE_BY_SIDE, async ({ lab, one }) => {
    say(`${lab.id}: ${one.name}`);
    const line = await proveSet(lab, one, on);
    // At the first one, and not after an hour.
    if (line.verdict.cluster) await on.file?.requireCluster(line.verdict.cluster);
    return line;
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

function differencesReport(different: readonly string[]): string {
  const words = different.length === 1 ? "1 difference" : `${different.length || "no"} differences`;
  return [...different.map((line) => `≠ ${line}`), `${words} between the two clusters`, ""].join("\n");
}
