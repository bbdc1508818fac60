import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Verdict } from "#core/generated/verdict.ts";
import type { CorpusCase } from "#core/proof.ts";
import { courseAt, withLabs } from "#course/course.ts";
import { check, refusedVerdict, verdict } from "#reporters/testing/sample-run.ts";
import { testLab } from "#testing/simulated-grade.ts";
import { coverageProblems, folderProblems, likenessProblems } from "./lab-rules.ts";

const web = { apiVersion: "v1", kind: "Pod", name: "web" };
const lab = testLab({ kinds: ["v1/Pod"], objects: [web] }, [
  { id: "runs", object: web, satisfies: "object.status.phase == 'Running'" },
  { id: "stays", object: web, satisfies: "object.status.phase == 'Running'", for: "5s" },
]);

let labs = "";
beforeAll(async () => {
  labs = await mkdtemp(join(tmpdir(), "checkride-"));
});
afterAll(() => rm(labs, { recursive: true }));

const write = async (path: string) => {
  await mkdir(dirname(join(labs, "test", path)), { recursive: true });
  await writeFile(join(labs, "test", path), "");
};

it("a folder has a brief, and nothing that belongs to nothing", async () => {
  const known = ["lab.yaml", "survivors.yaml", "setup/a.yml", "exercise/web.yaml", "solution/web.yaml"];
  for (const path of [
    ...known,
    "mistakes/a/web.yaml",
    "mistakes/a/expected.yaml",
    "ways/b/web.yaml",
    "lures/c/expected.yaml",
  ])
    await write(path);
  expect(await folderProblems(lab, withLabs(courseAt("."), labs))).toMatchInlineSnapshot(`
    [
      "README.md is missing: it is the brief, and the text of the lab's page.",
    ]
  `);
  for (const path of ["README.md", "notes.txt", "exercise/webXyaml", "mistakes/web.yaml", "setup/deep/a.yaml"])
    await write(path);
  expect(await folderProblems(lab, withLabs(courseAt("."), labs))).toMatchInlineSnapshot(`
    [
      "exercise/webXyaml belongs to nothing. Remove it, or name it in \`submission.files\`.",
      "mistakes/web.yaml belongs to nothing. Remove it, or name it in \`submission.files\`.",
      "notes.txt belongs to nothing. Remove it, or name it in \`submission.files\`.",
      "setup/deep/a.yaml belongs to nothing. Remove it, or name it in \`submission.files\`.",
    ]
  `);
});

const mistake = (name: string, like?: string): CorpusCase => ({
  name: `mistakes/${name}`,
  files: [],
  expectation: { outcome: "fail", checks: ["runs"] },
  ...(like !== undefined && { like }),
});

it("each check is failed by a mistake", () => {
  expect(coverageProblems(lab, [mistake("a")])).toMatchInlineSnapshot(`
    [
      "No mistake fails the check stays. Add one that does, or remove the check.",
    ]
  `);
});

it("no two mistakes fail in the same way, unless one of them says so", () => {
  const proofs = (cases: CorpusCase[], verdicts: Verdict[]) =>
    cases.map(({ name, expectation }, index) => {
      return { lab: "test", name, expectation, verdict: verdicts[index]!, proven: true, milliseconds: 1 };
    });
  const problems = (cases: CorpusCase[], ...verdicts: Verdict[]) => likenessProblems(cases, proofs(cases, verdicts));
  const found = (actual: number) =>
    verdict("fail", [check("runs", "fail", { mismatches: [{ path: "status.phase", expected: 3, actual }] })]);
  const pulled = verdict("fail", [
    check("runs", "fail", {
      observed: [{ kind: "container", object: "Pod/web", reason: "ErrImagePull", message: "" }],
    }),
  ]);
  expect(problems([mistake("a"), mistake("b"), mistake("c")], found(1), found(2), pulled)).toMatchInlineSnapshot(`
    [
      "The mistakes a and b fail in the same way. Remove all but one, or say \`like: a\` in expected.yaml.",
    ]
  `);
  expect(problems([mistake("a"), mistake("b", "a"), mistake("c")], found(1), found(2), pulled)).toEqual([]);
  expect(problems([mistake("a", "d"), mistake("b"), mistake("c")], found(1), found(2), pulled)).toHaveLength(1);
  expect(problems([mistake("a"), mistake("b")], refusedVerdict, refusedVerdict)).toHaveLength(1);
});
