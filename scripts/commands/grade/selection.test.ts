import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { describe, expect, it, vi } from "vitest";
import { commandRun, deployment, labFile } from "#commands/testing/command-run.ts";
import type { Verdict } from "#core/generated/verdict.ts";
import { courseAt, withLabs } from "#course/course.ts";
import { exerciseDigests, shippedText } from "#course/shipped-exercises.ts";

vi.setConfig({ testTimeout: 60_000 });

const { checkride, path } = commandRun();

describe("one check of a lab", () => {
  it("is graded with those that it needs", async () => {
    await mkdir(path("checks/two"), { recursive: true });
    await mkdir(path("checks/two/exercise"), { recursive: true });
    const other =
      "  - { id: other, title: Other, points: 1, object: { apiVersion: apps/v1, kind: Deployment, name: web }, matches: { spec: { replicas: 2 } }, hints: [{ say: Look. }] }\n";
    const needy = other.replace("id: other, title: Other", "id: needy, title: Needy, needs: [ready]");
    await writeFile(path("checks/two/lab.yaml"), labFile + other + needy);
    await writeFile(path("checks/two/exercise/web.yaml"), deployment);
    const report = await checkride(["grade", "two", "--labs", "checks", "--check", "needy"]);
    expect(report.replace(/\d+ ms/g, "… ms")).toMatchInlineSnapshot(`
      "Opening the cluster
      Applying the manifests
      Running the checks
      Checking: Its Pod is Ready
      Checking: Needy
      One Deployment  preview on a simulated cluster, Kubernetes v1.37.2, times are simulated

        ✓ pass       Its Pod is Ready  2/2  … ms
        ✗ fail       Needy  0/1  … ms
            expected  Deployment/web spec.replicas 2
            found     1
            checks/two/exercise/web.yaml:6:3
            6 |   replicas: 1
              |   ^
            hint      Look.

      ✗ fail: 2 of 3 points
      Next: edit the files in checks/two/exercise, then npm run grade -- two --labs checks --check needy
      exit 1"
    `);
  });

  it("must be there, and be one lab's", async () => {
    expect(await checkride(["grade", "one", "--labs", "labs", "--check", "redy"])).toMatchInlineSnapshot(`
      "The lab "one" has no check "redy". Did you mean "ready"?
      Checks: ready
      exit 64"
    `);
    expect(await checkride(["grade", "--labs", "labs", "--check", "ready"])).toMatchInlineSnapshot(`
      "--check is about one lab. Next: name it, and no other.
      exit 64"
    `);
    expect(await checkride(["grade", "one", "two", "--labs", "labs", "--files", "work"])).toMatchInlineSnapshot(`
      "--files is about one lab. Next: name it, and no other.
      exit 64"
    `);
  });
});

describe("without a lab's name", () => {
  it("every lab whose exercise was changed is graded, and the worst counts", async () => {
    for (const name of ["a", "b", "c"]) {
      await mkdir(path(`many/${name}`), { recursive: true });
      await cp(path("labs/one"), path(`many/${name}`), { recursive: true });
    }
    await writeFile(path("many/b/exercise/web.yaml"), deployment.replace("replicas", "replcas"));
    await writeFile(
      path("many/exercises.json"),
      shippedText({ c: (await exerciseDigests(withLabs(courseAt(path(".")), "many")))["c"]! }),
    );
    const report = await checkride(["grade", "--labs", "many"]);
    expect(report.replace(/\d+ ms/g, "… ms")).toMatchInlineSnapshot(`
      "a: Opening the cluster
      a: Applying the manifests
      a: Running the checks
      a: Checking: Its Pod is Ready
      One Deployment  preview on a simulated cluster, Kubernetes v1.37.2, times are simulated

        ✓ pass       Its Pod is Ready  2/2  … ms

      ✓ pass: 2 of 2 points
      Next: npm run grade -- a --labs many --cluster kind

      One Deployment  no cluster was needed

        ✗ unknown-field  \`spec.replcas\` is not a field of Kubernetes. Did you mean \`replicas\`?
            many/b/exercise/web.yaml:6:3
            6 |   replcas: 1
              |   ^
            next      Correct the name or the level of indentation.

        – blocked    Its Pod is Ready  0/2

      ✗ fail: 0 of 2 points
      Next: edit the files in many/b/exercise, then npm run grade -- b --labs many

      ✓ a  pass: 2 of 2 points
      ✗ b  fail: 0 of 2 points
      exit 1"
    `);
    expect(await checkride(["grade", "--labs", "many", "--format", "json", "--output", "many.json"])).toMatch(
      /exit 1$/,
    );
    const written = JSON.parse(await readFile(path("many.json"), "utf8")) as Verdict[];
    expect(written.map(({ lab, status }) => `${lab.id} ${status}`)).toEqual(["a pass", "b fail"]);
  });

  it("an exercise with other line ends is the shipped one, and where all are, the labs are listed", async () => {
    const lab = labFile.replace("title: One", "order: 1\ntitle: Another");
    await writeFile(path("many/b/lab.yaml"), lab);
    await writeFile(
      path("many/exercises.json"),
      shippedText(await exerciseDigests(withLabs(courseAt(path(".")), "many"))),
    );
    await writeFile(path("many/c/exercise/web.yaml"), deployment.replaceAll("\n", "\r\n"));
    expect(await checkride(["grade", "--labs", "many"])).toMatchInlineSnapshot(`
      "No exercise has been changed yet. The labs:

        b  Another Deployment
        a  One Deployment
        c  One Deployment

      Next: edit the files in many/b/exercise, then npm run grade -- b --labs many
      exit 0"
    `);
    expect(await checkride(["grade", "--labs", "many", "--format", "json"])).toMatchInlineSnapshot(`
      "No exercise has been changed, so there is nothing to report. Next: name a lab to grade it as it is.
      Labs: a, b, c
      exit 64"
    `);
  });

  it("only one lab can be watched", async () => {
    await rm(path("many/exercises.json"));
    expect(await checkride(["grade", "--labs", "many", "--watch"])).toMatchInlineSnapshot(`
      "--watch is about one lab, and these would be graded: a, b, c. Next: name one of them.
      exit 64"
    `);
  });
});

it("--hint shows one more hint each time, and says when there is none", async () => {
  const hints = "    hints: [{ say: Which image does it run? }, { say: Which tags are there? }]\n";
  await mkdir(path("hints/one/exercise"), { recursive: true });
  await writeFile(path("hints/one/lab.yaml"), labFile.replace(/    hints.*\n/, hints));
  await writeFile(path("hints/one/exercise/web.yaml"), deployment.replace("1.29", "1.92"));
  const shown = async (...more: string[]) =>
    (await checkride(["grade", "one", "--labs", "hints", ...more])).split("\n").filter((line) => /hint/.test(line));
  expect([await shown(), await shown("--hint"), await shown(), await shown("--hint")]).toMatchInlineSnapshot(`
    [
      [
        "      hints/one/exercise/web.yaml:15:18",
        "      hint      Which image does it run?",
        "                1 more: add --hint",
        "Next: edit the files in hints/one/exercise, then npm run grade -- one --labs hints",
      ],
      [
        "      hints/one/exercise/web.yaml:15:18",
        "      hint      Which image does it run?",
        "      hint      Which tags are there?",
        "Next: edit the files in hints/one/exercise, then npm run grade -- one --labs hints",
      ],
      [
        "      hints/one/exercise/web.yaml:15:18",
        "      hint      Which image does it run?",
        "      hint      Which tags are there?",
        "Next: edit the files in hints/one/exercise, then npm run grade -- one --labs hints",
      ],
      [
        "      hints/one/exercise/web.yaml:15:18",
        "      hint      Which image does it run?",
        "      hint      Which tags are there?",
        "Next: edit the files in hints/one/exercise, then npm run grade -- one --labs hints",
        "There is no further hint.",
      ],
    ]
  `);
});
