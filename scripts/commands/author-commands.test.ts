import { readFile } from "node:fs/promises";
import { describe, expect, it, vi } from "vitest";
import { commandRun } from "#commands/command-run.ts";

vi.setConfig({ testTimeout: 60_000 });

const { checkride, path } = commandRun();

describe("new lab", () => {
  it("makes a lab that proves itself as made", async () => {
    expect(await checkride(["new", "lab", "scale-up", "--labs", "made"])).toMatchInlineSnapshot(`
      "made/scale-up is made: a small lab that proves itself.
      Next: npm run prove -- scale-up --labs made, then write your own, beginning with made/scale-up/README.md
      exit 0"
    `);
    expect((await checkride(["prove", "--labs", "made"])).replace(/^scale-up: .*\n/gm, "")).toMatchInlineSnapshot(`
      "✓ scale-up exercise: fail 0/5, fails two-pods-ready
      ✓ scale-up solution: pass 5/5
      ✓ scale-up mistakes/too-few-replicas: fail 0/5, fails two-pods-ready
      ✓ scale-up mistakes/wrong-label: fail 2/5, fails answers-requests
      ✓ scale-up changed solutions: 21 of 21 noticed (100 %)

      5 passed, 0 failed
      exit 0"
    `);
    expect(await readFile(path("made/scale-up/lab.yaml"), "utf8")).toContain("title: scale-up\n");
    expect(await checkride(["grade", "--labs", "made"])).toContain("No exercise was changed");
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

it("doctor says what is missing, and that what is needed is there", async () => {
  const none = { PATH: path("work"), KUBECONFIG: path("none") };
  const report = await checkride(["doctor"], none);
  expect(report).toMatch(/^Asking each program for its version\n✓ Node +v24/);
  expect(report).toMatch(/– kind +not on PATH\n +adds  grades on a real Kubernetes/);
  expect(report).toMatch(/– kubeconfig +names no cluster/);
  expect(report).toMatch(/npm start and npm test have what they need.\nexit 0$/);
});
