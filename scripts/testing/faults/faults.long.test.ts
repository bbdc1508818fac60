import spawn from "nano-spawn";
import { afterAll, expect, it } from "vitest";
import { kindMachines } from "#clusters/kind/machines.ts";
import { clusterReady } from "#clusters/kind/ready.ts";
import { describeWithKubeconfig } from "#clusters/kind/testing/describe.ts";
import { readKubeConfig } from "#clusters/kubernetes/api/kubeconfig.ts";
import { seededRandom } from "#simulator/time/seeded-random.ts";
import { startFaultyApi, type Faults } from "./faulty-api.ts";
import { errorsOf, gradeUnderFaults, type FaultyGrade } from "./faulty-grade.ts";

const ready = async (kubeconfig: string) => await clusterReady(kubeconfig, 3, AbortSignal.timeout(150_000));

const statuses = (grades: FaultyGrade[]) => grades.map(({ name, verdict, wrong }) => [name, wrong ?? verdict.status]);
const errors = (grades: FaultyGrade[]) => grades.flatMap(({ verdict }) => errorsOf(verdict));

describeWithKubeconfig("a grade while the cluster fails", (kubeconfig) => {
  afterAll(async () => await ready(kubeconfig));

  it.concurrent.each<[string, Faults]>([
    ["one of ten requests is refused with 429 or 500", { refused: 0.1 }],
    ["one of twenty answers is lost", { lost: 0.05 }],
    ["watches break after a second", { watch: 1_000 }],
    ["each answer comes half a second late", { delay: 500 }],
  ])("is right although %s", async (_, faults) => {
    const api = await startFaultyApi(kubeconfig, faults, seededRandom(1));
    try {
      const grades = await Promise.all([
        gradeUnderFaults(api.kubeconfig, "solution"),
        gradeUnderFaults(api.kubeconfig, "mistakes/wrong-label"),
      ]);
      expect(errors(grades)).toEqual([]);
      expect(statuses(grades)).toEqual([
        ["solution", "pass"],
        ["mistakes/wrong-label", "fail"],
      ]);
      for (const fault of Object.keys(faults))
        expect(api.happened).toHaveProperty(
          fault,
          expect.toSatisfy((times: number) => times > 3),
        );
    } finally {
      await api.stop();
    }
  });

  it("is right, or an error, although the API server is killed in the middle", async () => {
    const kill = async () => {
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      await spawn("docker", ["exec", await controlPlaneOf(kubeconfig), "pkill", "-KILL", "kube-apiserver"]);
    };
    const grades = await Promise.all([
      gradeUnderFaults(kubeconfig, "solution", kill),
      gradeUnderFaults(kubeconfig, "mistakes/wrong-label"),
    ]);
    expect(statuses(grades)).toEqual([
      ["solution", expect.stringMatching(/^(pass|error)$/)],
      ["mistakes/wrong-label", expect.stringMatching(/^(fail|error)$/)],
    ]);
    await ready(kubeconfig);
  });

  it("is an error, and takes no points, where a node is lost in the middle", async () => {
    const machines = kindMachines(serverOf(kubeconfig));
    const worker = (await machines.names()).find((name) => name.endsWith("-worker")) ?? "";
    const lose = async () => {
      await new Promise((resolve) => setTimeout(resolve, 4_000));
      await machines.stop(worker);
    };
    const { verdict, wrong } = await gradeUnderFaults(kubeconfig, "solution", lose);
    expect([wrong, verdict.status]).toEqual([undefined, "error"]);
    await machines.start(worker);
    await ready(kubeconfig);
  });
});

const serverOf = (kubeconfig: string): string => readKubeConfig(kubeconfig).getCurrentCluster()?.server ?? "";

async function controlPlaneOf(kubeconfig: string): Promise<string> {
  const names = await kindMachines(serverOf(kubeconfig)).names();
  return names.find((name) => name.endsWith("-control-plane")) ?? "";
}
