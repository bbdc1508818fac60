import { mkdir, readFile, writeFile } from "node:fs/promises";
import { describe, expect, it, vi } from "vitest";
import { commandRun, deployment, labFile } from "./testing/command-run.ts";

vi.setConfig({ testTimeout: 60_000 });

const { checkride, checkrideProcess, path } = commandRun();

describe("new lab", () => {
  it("makes a lab that proves itself as made", async () => {
    expect(await checkrideProcess(["new", "lab", "scale-up", "--labs", "made"])).toMatchInlineSnapshot(`
      "made/scale-up is made: a small lab that proves itself.
      Next: npm run checkride -- prove scale-up --labs made, then write your own, beginning with made/scale-up/README.md
      exit 0"
    `);
    expect((await checkrideProcess(["prove", "--labs", "made"])).replace(/^scale-up: .*\n/gm, ""))
      .toMatchInlineSnapshot(`
        "✓ scale-up exercise: fail 0/5, fails two-pods-ready
        ✓ scale-up solution: pass 5/5
        ✓ scale-up mistakes/too-few-replicas: fail 0/5, fails two-pods-ready
        ✓ scale-up mistakes/wrong-label: fail 2/5, fails answers-requests
        ✓ scale-up ways/with-a-helper: pass 5/5
        ✓ scale-up lures/label-on-the-deployment: fail 2/5, fails answers-requests
        ✓ scale-up changed solutions: 23 of 23 noticed (100 %), 1 as right as the solution
        ✓ scale-up harmless changes: 11 of 11 pass

        8 passed, 0 failed
        exit 0"
      `);
    expect(await readFile(path("made/scale-up/lab.yaml"), "utf8")).toContain("title: scale-up\n");
    expect(await checkride(["grade", "--labs", "made"])).toMatch(/^No exercise has been changed yet[^]*exit 0$/);
  });

  it("refuses a name that is there or that cannot be", async () => {
    expect(await checkride(["new", "lab", "scale-up", "--labs", "made"])).toMatchInlineSnapshot(`
      "made/scale-up is there already.
      exit 64"
    `);
    expect(await checkride(["new", "lab", "../Scale", "--labs", "made"])).toMatchInlineSnapshot(`
      ""../Scale" cannot be a lab's name: it takes small letters, digits and hyphens between them, at most 40.
      exit 64"
    `);
    expect(await checkride(["new", "lib", "scale"])).toMatchInlineSnapshot(`
      "error: unknown command 'lib'
      (Did you mean lab?)
      Next: add --help to see what there is.
      exit 64"
    `);
  });
});

describe("an experiment", () => {
  const experiment = (replicas: number) =>
    labFile
      .replace(/submission:\n(  .*\n)+/, "")
      .replace("readyReplicas: 1", `readyReplicas: ${replicas}`)
      .replace("30s", "5s");

  async function write(name: string, lab: string): Promise<void> {
    await mkdir(path(`tried/${name}/setup`), { recursive: true });
    await writeFile(path(`tried/${name}/lab.yaml`), lab);
    await writeFile(path(`tried/${name}/README.md`), "Look.\n");
    await writeFile(path(`tried/${name}/setup/web.yaml`), deployment);
  }

  it("has nothing to edit, and fails where the cluster does something else than its checks say", async () => {
    await write("true", experiment(1));
    await write("untrue", experiment(2));
    const report = await checkride(["prove", "--labs", "tried"]);
    expect(report.replace(/^(un)?true: .*\n/gm, "")).toMatchInlineSnapshot(`
      "✓ true experiment: pass 2/2
      ✗ untrue experiment: fail 0/2, fails ready
          expected: pass
          ready: expected Deployment/web status.readyReplicas 2, found 1

      1 passed, 1 failed
      exit 1"
    `);
    expect((await checkride(["grade", "untrue", "--labs", "tried"])).split("\n").at(-2)).toMatchInlineSnapshot(
      `"Next: edit the files in tried/untrue, then npm run grade -- untrue --labs tried"`,
    );
  });

  it("has no files of a learner", async () => {
    await mkdir(path("tried/true/exercise"));
    await writeFile(path("tried/true/exercise/web.yaml"), deployment);
    expect(await checkride(["prove", "true", "--labs", "tried"])).toContain(
      "✗ true folder: exercise/web.yaml belongs to nothing.",
    );
  });
});

it("doctor says what is missing, and that what is needed is there", async () => {
  const none = { PATH: path("work"), KUBECONFIG: path("none") };
  const report = await checkrideProcess(["doctor"], none);
  expect(report).toMatch(/^Asking each program for its version\n✓ Node +v24/);
  expect(report).toMatch(/– kind +not on PATH\n +adds  grades on a real Kubernetes/);
  expect(report).toMatch(/– kubeconfig +names no cluster/);
  expect(report).toMatch(/Everything is there for npm start and npm test.\nexit 0$/);
});
