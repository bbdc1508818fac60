/**
 * The long mode of the fault tests: `npm run faults -- 200` grades so often on the kind cluster (or the one that
 * KUBECONFIG names) while its API fails, and while its API server is killed once a minute, and counts wrong verdicts.
 * An `error` is never wrong, a `fail` of the solution or a `pass` of a mistake is. Exit code 1 where there is one.
 */
import spawn from "nano-spawn";
import pLimit from "p-limit";
import { startFaultyApi } from "#clusters/faults/faulty-api.ts";
import { gradeUnderFaults, submissions } from "#clusters/faults/faulty-grade.ts";
import type { SubmissionName } from "#clusters/faults/faulty-grade.ts";
import { seededRandom } from "#simulator/seeded-random.ts";
import { ensureKindCluster } from "#clusters/kind/kind-cluster.ts";
import { kindMachines } from "#clusters/kind/machines.ts";
import { clusterReady } from "#clusters/kind/ready.ts";
import { readKubeConfig } from "#clusters/kubernetes/kubeconfig.ts";

const sideBySide = 4;
const killMilliseconds = 60_000;

const allFaults = [
  { refused: 0.1 },
  { lost: 0.05 },
  { watch: 1_000 },
  { delay: 500 },
  { refused: 0.05, lost: 0.02, watch: 3_000, delay: 200 },
];

const count = Number(process.argv[2] ?? "200");
const { signal } = new AbortController();
const say = (text: string): void => void process.stderr.write(`${text}\n`);
const kubeconfig =
  process.env["KUBECONFIG"] ??
  (await ensureKindCluster({ name: "checkride", workers: 2, onProgress: say, signal })).kubeconfig;

const server = readKubeConfig(kubeconfig).getCurrentCluster()?.server ?? "";
const controlPlane = (await kindMachines(server).names()).find((name) => name.endsWith("-control-plane")) ?? "";
const killing = setInterval(() => {
  spawn("docker", ["exec", controlPlane, "pkill", "-KILL", "kube-apiserver"]).then(
    () => say("The API server was killed"),
    (error: unknown) => say(`The API server was not killed: ${String(error)}`),
  );
}, killMilliseconds);

const names = Object.keys(submissions) as SubmissionName[];
const tally = new Map<string, number>();
const wrongs: string[] = [];

await pLimit(sideBySide).map(
  Array.from({ length: count }, (_, index) => index),
  async (index) => {
    const faults = allFaults[index % allFaults.length] ?? {};
    const name = names[index % names.length] ?? "solution";
    const api = await startFaultyApi(kubeconfig, faults, seededRandom(index));
    const { verdict, wrong } = await gradeUnderFaults(api.kubeconfig, name);
    await api.stop();
    const row = `${JSON.stringify(faults)}  ${name}: ${wrong === undefined ? verdict.status : "WRONG"}`;
    tally.set(row, (tally.get(row) ?? 0) + 1);
    if (wrong !== undefined)
      wrongs.push(`grade ${index}, ${JSON.stringify(faults)}: ${wrong}\n${JSON.stringify(verdict)}`);
    say(`${index + 1} of ${count}: ${row}`);
  },
);
clearInterval(killing);
await clusterReady(kubeconfig, (await kindMachines(server).names()).length, signal);

for (const [row, times] of [...tally].sort(([a], [b]) => (a < b ? -1 : 1))) process.stdout.write(`${times}  ${row}\n`);
process.stdout.write(`${wrongs.length} wrong verdicts in ${count} grades\n${wrongs.join("\n")}`);
process.exitCode = wrongs.length === 0 ? 0 : 1;
