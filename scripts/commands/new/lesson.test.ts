import { readFile } from "node:fs/promises";
import { expect, test, vi } from "vitest";
import { commandRun } from "#commands/testing/command-run.ts";
import { courseAt } from "#course/course.ts";
import { readLessonSite } from "#lessons/lesson-site.ts";
import { structureProblems } from "#lessons/structure/structure.ts";

vi.setConfig({ testTimeout: 60_000 });

const { checkride, path } = commandRun();

test("a new lesson has one of everything and satisfies every rule", async () => {
  expect(await checkride(["new", "lesson", "services"])).toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services is made: a lesson of two parts, with its experiment in docs/experiments/services.
    Next: npm run dev shows it at /beginner/services/. Write your own, beginning with docs/content/docs/beginner/services/index.md;
    npm run record -- beginner/services records what your commands print;
    npm run checkride -- prove services --labs docs/experiments tries the experiment.
    exit 0"
  `);
  const site = await readLessonSite(courseAt(path(".")));
  // Which Kubernetes was recorded is known once for all lessons.
  expect(structureProblems(site)).toEqual([]);
  expect(site.lessons.map(({ parts }) => parts.map(({ sign, id }) => `${sign} ${id}`))).toEqual([
    ["A beginner/services", "B beginner/services/when-it-fails"],
  ]);
  expect([...site.recordings.sessions.keys()]).toEqual(["beginner/services/nodes"]);
  expect(site.experiments.map(({ page, row }) => `${page}#${row}`)).toEqual([
    "beginner/services/when-it-fails#kube-scheduler",
  ]);
});

test("its experiment passes", async () => {
  const report = await checkride(["prove", "services", "--labs", "docs/experiments"]);
  expect(report).toMatchInlineSnapshot(`
    "services: experiment
    ✓ services experiment: pass 4/4

    1 passed, 0 failed
    exit 0"
  `);
});

test("the next one has the next number", async () => {
  await checkride(["new", "lesson", "storage"]);
  expect(await readFile(path("docs/content/docs/beginner/storage/index.md"), "utf8")).toContain(
    "lesson: { number: 2, level: beginner }",
  );
  expect(structureProblems(await readLessonSite(courseAt(path("."))))).toEqual([]);
});

test("a name that is there or that cannot be is refused", async () => {
  expect(await checkride(["new", "lesson", "services"])).toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services is there already.
    exit 64"
  `);
  expect(await checkride(["new", "lesson", "services", "--level", "expert"])).toMatchInlineSnapshot(`
    "docs/experiments/services is there already.
    exit 64"
  `);
  expect(await checkride(["new", "lesson", "../up"])).toMatchInlineSnapshot(`
    ""../up" cannot be a part of a lesson's address: it takes small letters, digits and hyphens between them, at most 40.
    exit 64"
  `);
});
