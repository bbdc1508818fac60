import { cp } from "node:fs/promises";
import { join } from "node:path";
import spawn from "nano-spawn";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWithKind } from "#clusters/kind/testing/describe.ts";
import { restoreWayOut } from "#clusters/kind/testing/way-out.ts";
import { type SampleSchool, sampleSchool } from "./testing/runner/sample-school.ts";

await describeWithKind("a pull request with a lab that switches a node off", () => {
  let school: SampleSchool;

  beforeAll(async () => {
    school = await sampleSchool();
  });

  afterAll(async () => {
    await school.close();
    await restoreWayOut(await nodes());
  });

  async function nodes(): Promise<string[]> {
    const { stdout } = await spawn("kind", ["get", "nodes", "--name", "checkride"]);
    return stdout.split("\n").filter(Boolean);
  }

  it("is graded after another lab in the same cluster, with images that are copied once, and no node has a way out afterwards", async () => {
    const jobs = await school.push(async (fork) => {
      for (const lab of ["self-healing", "lose-a-node"])
        await cp(`labs/${lab}/solution`, join(fork, `labs/${lab}/exercise`), { recursive: true });
    });
    const grade = jobs["grade"]?.at(-1);
    expect(grade).toMatchObject({ failed: false, outputs: { status: "pass", points: "25", of: "25" } });
    expect(grade?.output.match(/Copying the images to the nodes/g)).toHaveLength(1);
    expect(jobs["report"]?.at(-1)?.commands.map(({ message }) => message)).toEqual([
      "Reported on pull request 1: 25 of 25 points: every check passed",
    ]);
    expect(school.github.problems).toEqual([]);
    for (const node of await nodes())
      expect([node, (await spawn("docker", ["exec", node, "ip", "route", "show", "default"])).stdout]).toEqual([
        node,
        "",
      ]);
  });
});
