import pLimit from "p-limit";
import { readCorpus } from "#commands/corpus.ts";
import { labNames, openLab } from "#commands/lab-folders.ts";
import { type ClusterChoice, openCluster } from "#commands/open-place.ts";
import { type Progress, showProgress } from "#commands/progress.ts";
import type { Cluster } from "#core/cluster.ts";
import type { Verdict } from "#core/generated/verdict.ts";
import { grade } from "#core/grade.ts";
import type { Lab } from "#core/lab.ts";
import { type CorpusCase, meets } from "#core/proof.ts";
import { type ProofLine, proofReport } from "#reporters/proof.ts";

export interface ProveCommand {
  cluster: ClusterChoice;
  fresh: boolean;
  yes: boolean;
}

/** Grades on one real cluster side by side; more would slow each other's Pods down. */
const SIDE_BY_SIDE = 3;

/** Proves labs, prints a line for each file set; 0 if all are as their authors say, 1 otherwise. */
export async function proveCommand(
  names: readonly string[],
  options: ProveCommand,
  signal: AbortSignal,
): Promise<number> {
  const progress = showProgress(process.stderr);
  try {
    const proofs: ProofLine[] = [];
    for (const name of names.length > 0 ? names : await labNames()) {
      const lab = await openLab(name);
      proofs.push(...(await proveLab(lab, await readCorpus(lab), options, progress, signal)));
    }
    progress.stop();
    process.stdout.write(proofReport(proofs));
    return proofs.every(({ proven }) => proven) ? 0 : 1;
  } finally {
    progress.stop();
  }
}

/** Grades every file set of a lab: each on a simulated cluster of its own, or side by side on one real cluster. */
export async function proveLab(
  lab: Lab,
  cases: readonly CorpusCase[],
  options: ProveCommand,
  progress: Progress,
  signal: AbortSignal,
): Promise<ProofLine[]> {
  const open = () =>
    openCluster(lab.file.cluster?.workers ?? 2, { ...options, say: (text) => progress.say(text), signal });
  const prove = async (one: CorpusCase, cluster: Cluster): Promise<ProofLine> => {
    progress.say(`${lab.id}: ${one.name}`);
    const verdict = await gradeOn(cluster, lab, one, signal);
    return {
      lab: lab.id,
      name: one.name,
      expectation: one.expectation,
      verdict,
      proven: meets(one.expectation, verdict),
    };
  };
  if (options.cluster === "simulated") {
    const proofs: ProofLine[] = [];
    for (const one of cases) proofs.push(await withCluster(open, (cluster) => prove(one, cluster)));
    return proofs;
  }
  return withCluster(open, (cluster) => pLimit(SIDE_BY_SIDE).map(cases, (one) => prove(one, cluster)));
}

async function withCluster<T>(open: () => Promise<Cluster>, work: (cluster: Cluster) => Promise<T>): Promise<T> {
  const cluster = await open();
  try {
    return await work(cluster);
  } finally {
    await cluster.close();
  }
}

async function gradeOn(cluster: Cluster, lab: Lab, { files }: CorpusCase, signal: AbortSignal): Promise<Verdict> {
  const namespaces: string[] = [];
  const open = async () => {
    const namespace = await cluster.createNamespace(`lab-${lab.id}`);
    namespaces.push(namespace);
    return { cluster, namespace };
  };
  const silent = { phase() {}, started() {}, finished() {}, observed() {} };
  try {
    return await grade({ lab, files, open, now: () => performance.now(), signal, listener: silent });
  } finally {
    for (const namespace of namespaces) await cluster.deleteNamespace(namespace);
  }
}
