/**
 * The long mode of the fault tests: `npm run faults -- 200` grades so often on the kind cluster (or the one that
 * KUBECONFIG names) while its API fails, restarts the control plane in the middle of each twentieth grade, and counts wrong
 * verdicts. An `error` is never wrong, a `fail` of the solution or a `pass` of a mistake is. Exit code 1 where there is one, or where
 * every grade of a file set is an `error`.
 */
import { setTimeout } from "node:timers/promises";
import pLimit from "p-limit";
import { ensureKindCluster } from "#clusters/kind/kind-cluster.ts";
import { kindMachines } from "#clusters/kind/machines.ts";
import { clusterReady } from "#clusters/kind/ready.ts";
import { readKubeConfig } from "#clusters/kubernetes/api/kubeconfig.ts";
import { seededRandom } from "#simulator/time/seeded-random.ts";
import { startFaultyApi } from "./faulty-api.ts";
import {
  errorsOf,
  faultProblems,
  gradeUnderFaults,
  submissions,
  type FaultyGrade,
  type SubmissionName,
} from "./faulty-grade.ts";

const sideBySide = 4;
/** Each restart costs the grades of that moment their verdict: more of them would leave too few that could be wrong. */
const gradesForARestart = 20;
const middleMilliseconds = 8_000;

const allFaults = [
  { refused: 0.1 },
  { lost: 0.05 },
  { watch: 1_000 },
  { delay: 500 },
  { refused: 0.05, lost: 0.02, watch: 3_000, delay: 200 },
];

const { signal } = new AbortController();
const say = (text: string): void => void process.stderr.write(`${text}\n`);
const count = Number(process.argv[2] ?? "200");
if (!Number.isSafeInteger(count) || count < 1) {
  say(`${process.argv[2]} is no number of grades. Next: npm run faults -- 200`);
  process.exit(64);
}
const kubeconfig =
  process.env["KUBECONFIG"] ??
  (await ensureKindCluster({ name: "checkride", workers: 2, onProgress: say, signal })).kubeconfig;

const server = readKubeConfig(kubeconfig).getCurrentCluster()?.server ?? "";
const machines = kindMachines(server);
const nodes = (await machines.names()).length;

/** The others end when they have lost the API server, and the kubelet waits minutes before it starts the same Pod so often. */
const controlPlane = ["kube-apiserver", "kube-controller-manager", "kube-scheduler"];

/** Restarts it when the grades that run are in the middle; those after them wait until all is back. */
async function restartControlPlane(): Promise<void> {
  await setTimeout(middleMilliseconds);
  say("The control plane is restarted");
  for (const name of controlPlane) await machines.stopStaticPod(name);
  for (const name of controlPlane) await machines.startStaticPod(name);
  await clusterReady(kubeconfig, nodes, signal);
}

let whole = Promise.resolve();
const names = Object.keys(submissions) as SubmissionName[];
const tally = new Map<string, number>();
const errors = new Map<string, number>();
const grades: FaultyGrade[] = [];

await pLimit(sideBySide).map(
  Array.from({ length: count }, (_, index) => index),
  async (index) => {
    await whole;
    if (index % gradesForARestart === gradesForARestart - 1) whole = restartControlPlane();
    const faults = allFaults[index % allFaults.length] ?? {};
    const name = names[index % names.length] ?? "solution";
    const api = await startFaultyApi(kubeconfig, faults, seededRandom(index));
    const grade = await gradeUnderFaults(api.kubeconfig, name);
    await api.stop();
    const { verdict, wrong } = grade;
    grades.push(
      wrong === undefined ? grade : { ...grade, wrong: `grade ${index}, ${JSON.stringify(faults)}: ${wrong}` },
    );
    const row = `${JSON.stringify(faults)}  ${name}: ${wrong === undefined ? verdict.status : "WRONG"}`;
    tally.set(row, (tally.get(row) ?? 0) + 1);
    for (const error of errorsOf(verdict)) errors.set(error, (errors.get(error) ?? 0) + 1);
    say(`${index + 1} of ${count}: ${row}`);
  },
);
await whole;

for (const [row, times] of [...tally].sort(([a], [b]) => (a < b ? -1 : 1))) process.stdout.write(`${times}  ${row}\n`);
for (const [error, times] of errors) process.stdout.write(`${times} × error: ${error}\n`);
const problems = faultProblems(grades);
const wrongs = grades.filter(({ wrong }) => wrong !== undefined).length;
process.stdout.write([`${wrongs} wrong verdicts in ${count} grades`, ...problems, ""].join("\n"));
process.exitCode = problems.length === 0 ? 0 : 1;
