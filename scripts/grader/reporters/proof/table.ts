import type { CheckVerdict, Verdict } from "#core/generated/verdict.ts";
import { essence, type Essence, EXPERIMENT, type Expectation } from "#core/proof.ts";
import type { LabProof, SurvivingMutant } from "./report.ts";

/** The proofs of labs on one cluster, as data: what the site's page "How labs are proven" shows. */
export interface ProofTable {
  version: 1;
  cluster: NonNullable<Verdict["cluster"]>;
  labs: LabRow[];
}

interface LabRow {
  id: string;
  title: string;
  /** The day on which the lab was proven, `2026-11-22`. */
  date: string;
  sets: SetRow[];
  mutants?: { tried: number; killed: number; survivors: SurvivingMutant[] };
  harmless?: { tried: number; passed: number };
}

/** A check of an experiment: what it showed, and after how many milliseconds by the cluster's clock. */
type CheckRow = Pick<CheckVerdict, "id" | "status" | "milliseconds">;

interface SetRow extends Essence {
  name: string;
  expected: Expectation;
  of: number;
  proven: boolean;
  milliseconds: number;
  /** Of an experiment alone: it is read check by check. */
  checks?: CheckRow[];
}

/** The table of a run; `cluster` is what its verdicts say. Throws where none of them reached a cluster. */
export function proofTable(labs: readonly LabProof[], day: Date): ProofTable {
  const cluster = labs.flatMap(({ sets }) => sets.map(({ verdict }) => verdict.cluster)).find((one) => one !== null);
  if (!cluster) throw new Error("No file set reached a cluster, so there is no table of one.");
  return {
    version: 1,
    cluster,
    labs: labs.map(({ id, title, sets, mutants, harmless }) => ({
      id,
      title,
      date: day.toISOString().slice(0, 10),
      sets: sets.map(({ name, expectation, verdict, proven, milliseconds }) => ({
        name,
        expected: expectation,
        ...essence(verdict),
        of: verdict.of,
        proven,
        milliseconds,
        ...(name === EXPERIMENT && {
          checks: verdict.checks.map(({ id, status, milliseconds }) => ({ id, status, milliseconds })),
        }),
      })),
      ...(mutants && {
        mutants: { tried: mutants.tried, killed: mutants.killed, survivors: mutants.survivors },
      }),
      ...(harmless && { harmless: { tried: harmless.tried, passed: harmless.tried - harmless.failed.length } }),
    })),
  };
}

/** An earlier table without the rows of labs that are proven anew. */
export function keptRows(earlier: ProofTable, ids: readonly string[]): ProofTable {
  return { ...earlier, labs: earlier.labs.filter(({ id }) => !ids.includes(id)) };
}

/** The rows of both, in the order of their labs; they are of the same cluster and have no lab in common. */
export function withEarlier(table: ProofTable, earlier: ProofTable): ProofTable {
  return { ...table, labs: [...table.labs, ...earlier.labs].sort((a, b) => (a.id < b.id ? -1 : 1)) };
}

/**
 * Where two clusters do not agree about the file sets of the labs in `one`, a line each; what a simulated cluster does not judge is no
 * difference, but two tables that share no judged file set agree about nothing, which is one.
 */
export function differences(one: ProofTable, other: ProofTable): string[] {
  const pairs = one.labs.flatMap((lab) =>
    pairsOf(
      lab,
      other.labs.find(({ id }) => id === lab.id),
    ),
  );
  const compared = pairs.filter(({ here, there }) => !here || !there || (isJudged(here) && isJudged(there)));
  if (compared.length === 0) return ["nothing was compared: no file set was judged on both clusters"];
  return compared.flatMap(({ name, here, there }) => {
    if (!here || !there) return [`${name}: not in the table of ${clusterName(here ? other : one)}`];
    const words = [essenceWords(here), essenceWords(there)];
    return words[0] === words[1]
      ? []
      : [`${name}: ${words[0]} on ${clusterName(one)}, ${words[1]} on ${clusterName(other)}`];
  });
}

interface Pair {
  name: string;
  here: SetRow | undefined;
  there: SetRow | undefined;
}

/** The file sets that a lab has in one of two tables. */
function pairsOf(lab: LabRow, other: LabRow | undefined): Pair[] {
  const find = (row: LabRow | undefined, name: string) => row?.sets.find((set) => set.name === name);
  const names = new Set([...lab.sets, ...(other?.sets ?? [])].map(({ name }) => name));
  return [...names].map((name) => ({ name: `${lab.id} ${name}`, here: find(lab, name), there: find(other, name) }));
}

const isJudged = ({ status }: SetRow): boolean => status !== "unsupported";

function clusterName({ cluster }: ProofTable): string {
  return cluster.kind === "simulated" ? "the simulated cluster" : "a real cluster";
}

function essenceWords({ status, points, failed, issues }: SetRow): string {
  return [`${status} with ${points} points`, ...failed, ...issues].join(", ");
}
