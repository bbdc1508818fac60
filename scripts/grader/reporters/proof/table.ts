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
    labs: labs.map(({ id, title, sets, mutants }) => ({
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
    })),
  };
}

/** The labs of `table`, and those of an earlier one that it does not have; none of another cluster or another version of Kubernetes. */
export function withEarlier(table: ProofTable, earlier: ProofTable): ProofTable {
  const { kind, version } = earlier.cluster;
  if (kind !== table.cluster.kind || version !== table.cluster.version) return table;
  const kept = earlier.labs.filter(({ id }) => !table.labs.some((lab) => lab.id === id));
  return { ...table, labs: [...table.labs, ...kept].sort((a, b) => (a.id < b.id ? -1 : 1)) };
}

/** Where two clusters do not agree about a file set, a line each; what a simulated cluster does not judge is no difference. */
export function differences(one: ProofTable, other: ProofTable): string[] {
  return one.labs.flatMap(({ id, sets }) => {
    const others = other.labs.find((lab) => lab.id === id)?.sets ?? [];
    return sets.flatMap((set) => {
      const same = others.find(({ name }) => name === set.name);
      if (!same) return [`${id} ${set.name}: not in the table of ${clusterName(other)}`];
      if (set.status === "unsupported" || same.status === "unsupported") return [];
      const [here, there] = [essenceWords(set), essenceWords(same)];
      return here === there
        ? []
        : [`${id} ${set.name}: ${here} on ${clusterName(one)}, ${there} on ${clusterName(other)}`];
    });
  });
}

function clusterName({ cluster }: ProofTable): string {
  return cluster.kind === "simulated" ? "the simulated cluster" : "a real cluster";
}

function essenceWords({ status, points, failed, issues }: SetRow): string {
  return [`${status} with ${points} points`, ...failed, ...issues].join(", ");
}
