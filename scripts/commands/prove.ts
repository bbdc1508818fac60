import pLimit from "p-limit";
import { readCorpus } from "#commands/corpus.ts";
import { labNames, openLab } from "#commands/lab-folders.ts";
import { askForCluster, type ClusterChoice, openCluster } from "#commands/open-place.ts";
import { showProgress } from "#commands/progress.ts";
import type { Cluster } from "#core/cluster.ts";
import type { Verdict } from "#core/generated/verdict.ts";
import { grade } from "#core/grade.ts";
import type { Lab } from "#core/lab.ts";
import { type CorpusCase, meets } from "#core/proof.ts";
import { type ProofLine, proofReport } from "#reporters/proof.ts";

export interface ProveCommand {
  cluster: ClusterChoice;
  /** The folder of all labs, if not this repository's. */
  labs?: string;
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
  await askForCluster(options);
  const progress = showProgress(process.stderr);
  try {
    const proofs: ProofLine[] = [];
    for (const name of names.length > 0 ? names : await labNames(options.labs)) {
      const lab = await openLab(name, options.labs);
      const say = (text: string) => progress.say(text);
      const open = () => openCluster(lab, { ...options, say, signal });
      const started = (one: CorpusCase) => progress.say(`${lab.id}: ${one.name}`);
      const prove = options.cluster === "simulated" ? proveOnClustersOfTheirOwn : proveSideBySide;
      proofs.push(...(await prove(lab, await readCorpus(lab, options.labs), open, { started, signal })));
    }
    progress.stop();
    process.stdout.write(proofReport(proofs));
    return proofs.every(({ proven }) => proven) ? 0 : 1;
  } finally {
    progress.stop();
  }
}

interface Run {
  started: (one: CorpusCase) => void;
  signal: AbortSignal;
}

/** Grades every file set of a lab, one after the other, each on a new cluster: simulated ones cost nothing. */
export async function proveOnClustersOfTheirOwn(
  lab: Lab,
  cases: readonly CorpusCase[],
  open: () => Promise<Cluster>,
  run: Run,
): Promise<ProofLine[]> {
  const proofs: ProofLine[] = [];
  for (const one of cases) proofs.push(await withCluster(open, (cluster) => prove(lab, one, cluster, run)));
  return proofs;
}

/** Grades every file set of a lab on one cluster, each in a namespace of its own. */
export function proveSideBySide(
  lab: Lab,
  cases: readonly CorpusCase[],
  open: () => Promise<Cluster>,
  run: Run,
): Promise<ProofLine[]> {
  return withCluster(open, (cluster) => pLimit(SIDE_BY_SIDE).map(cases, (one) => prove(lab, one, cluster, run)));
}

async function prove(lab: Lab, one: CorpusCase, cluster: Cluster, { started, signal }: Run): Promise<ProofLine> {
  started(one);
  const verdict = await gradeOn(cluster, lab, one, signal);
  return {
    lab: lab.id,
    name: one.name,
    expectation: one.expectation,
    verdict,
    proven: meets(one.expectation, verdict),
  };
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
