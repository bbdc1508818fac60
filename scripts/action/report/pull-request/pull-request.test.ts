import { afterEach, beforeEach, expect, it } from "vitest";
import { LEARNER, type SampleClass, sampleClass, SUBMISSION } from "#action/testing/sample-class.ts";

let sample: SampleClass;
beforeEach(async () => {
  sample = await sampleClass();
  await sample.upload();
});
afterEach(async () => {
  await sample.close();
  expect(sample.github.problems).toEqual([]);
});

const titles = () => sample.github.state.checkRuns.map(({ output }) => output.title);
const comments = () => sample.github.state.comments.length;

const nothing = { titles: [], comments: 0 };
const written = () => ({ titles: titles(), comments: comments() });

it("posts to no pull request if none has the commit: the commit alone says it", async () => {
  sample.pull.state = "closed";
  expect(await sample.report()).toMatchInlineSnapshot(`"Reported on the commit alone: Not graded: no pull request"`);
  expect(written()).toEqual({ titles: ["Not graded: no pull request"], comments: 0 });
});

it("leaves a score on the commit as it is when the pull request is closed by now", async () => {
  await sample.report();
  sample.pull.state = "closed";
  expect(await sample.report({ ...sample.run, attempt: 2 })).toMatchInlineSnapshot(
    `"Nothing is reported: no pull request has this commit by now, and what was reported on it stays."`,
  );
  expect(titles()).toEqual(["7 of 10 points: 1 check failed"]);
});

it("posts to none of two pull requests with the commit", async () => {
  sample.github.state.pulls.push({ ...sample.pull, number: 8 });
  expect(await sample.report()).toMatchInlineSnapshot(
    `"Reported on the commit alone: Not graded: several pull requests"`,
  );
  expect(written()).toEqual({ titles: ["Not graded: several pull requests"], comments: 0 });
});

it("takes no pull request from another repository with the same branch and commit", async () => {
  sample.pull.head.repository = { ...LEARNER, id: 201 };
  await sample.report();
  expect(comments()).toBe(0);
});

it("takes no pull request whose repository was deleted, nor a run whose repository was", async () => {
  sample.pull.head.repository = null;
  await sample.report();
  await sample.report({ ...sample.run, id: 501, repository: null });
  expect(comments()).toBe(0);
});

it("finds the pull request of a repository that was renamed meanwhile", async () => {
  sample.pull.head.repository = { ...LEARNER, name: "renamed" };
  await sample.report();
  expect(comments()).toBe(1);
});

it("posts to none of two pull requests from the branch, also where one is closed or for another base: whose run it was is not known", async () => {
  sample.github.state.pulls.push({
    ...sample.pull,
    number: 8,
    state: "closed",
    base: { ...sample.pull.base, ref: "old" },
  });
  await sample.report();
  expect(written()).toEqual({ titles: ["Not graded: several pull requests"], comments: 0 });
});

it("takes no pull request that was made after the run: the run was another's, with that one's grader", async () => {
  sample.pull.created = "2026-11-22T10:00:01Z";
  expect(await sample.report()).toBe(
    "Nothing is reported: the pull request has a newer commit by now, is closed, or was made after the run.",
  );
  expect(written()).toEqual(nothing);
});

it.each([
  ["closed after the run began", { closed: "2026-11-22T10:00:01Z" }, "Not graded: several pull requests"],
  ["closed before the run", { closed: "2026-11-22T09:59:59Z" }, "7 of 10 points: 1 check failed"],
  ["made after the run", { created: "2026-11-22T10:00:01Z" }, "7 of 10 points: 1 check failed"],
])("of another pull request of the branch, with another commit by now, %s", async (_, times, title) => {
  const { pull } = sample;
  const other = { ...pull, number: 6, state: "closed" as const, head: { ...pull.head, sha: pull.base.sha } };
  sample.github.state.pulls.push({ ...other, base: { ...pull.base, ref: "old" }, ...times });
  await sample.report();
  expect(titles()).toEqual([title]);
});

it("takes no verdict from when the pull request was for another branch, with that branch's grader", async () => {
  sample.pull.aimed = ["2026-11-22T10:00:30Z"];
  await sample.report();
  expect(written()).toEqual({ titles: ["Not graded: the base branch changed"], comments: 0 });
});

it("takes a verdict from after the pull request was aimed at the default branch", async () => {
  sample.pull.aimed = ["2026-11-22T09:59:59Z"];
  expect(await sample.report()).toMatch(/^Reported on pull request 7/);
});

it("takes no pull request for another branch than the default one", async () => {
  sample.pull.base.ref = "old";
  sample.github.state.branches["old"] = sample.pull.base.sha;
  await sample.report();
  expect(comments()).toBe(0);
});

it.each(["main", "0123456789012345678901234567890123456789", "refs/heads/main", "feature/a b&head=x:y#1", "ä"])(
  "finds the pull request of a branch named %s",
  async (name) => {
    sample.pull.head.ref = sample.run.branch = name;
    expect(await sample.report()).toBe("Reported on pull request 7: 7 of 10 points: 1 check failed");
    expect(comments()).toBe(1);
  },
);

it("takes the right one of many pull requests from the same learner", async () => {
  const { state } = sample.github;
  for (let number = 100; number < 250; number += 1)
    state.pulls.push({ ...sample.pull, number, head: { ...sample.pull.head, ref: `other-${number}` } });
  await sample.report();
  expect(state.comments.map(({ pull }) => pull)).toEqual([7]);
});

it.each([
  ["of another workflow with the same name", { path: ".github/workflows/mine.yml" }],
  ["of a file with the grade's path in its name", { path: ".github/workflows/grade.yml@main.yml" }],
  ["of a push", { event: "push" }],
  ["of pull_request_target", { event: "pull_request_target" }],
  ["that waits for approval", { conclusion: "action_required" }],
  ["that was skipped", { conclusion: "skipped" }],
])("reports no run %s", async (_, change) => {
  expect(await sample.report({ ...sample.run, ...change })).toMatch(/^Nothing is reported: /);
  expect(sample.github.requests).toEqual([]);
  expect(written()).toEqual(nothing);
});

it("reports nothing on an older commit than the newest", async () => {
  const old = { ...sample.run };
  sample.push({ "labs/web/exercise/web.yaml": `${SUBMISSION}# more\n` });
  expect(await sample.report(old)).toMatchInlineSnapshot(
    `"Nothing is reported: the pull request has a newer commit by now, is closed, or was made after the run."`,
  );
  expect(written()).toEqual(nothing);
});

it("reports nothing when the pull request is pushed to while the report is made", async () => {
  const old = { ...sample.run };
  sample.github.before = (endpoint) => {
    if (endpoint.endsWith("/zip") || endpoint.includes("artifact_id"))
      sample.push({ "labs/web/exercise/web.yaml": `${SUBMISSION}# more\n`, "evil.sh": "" });
  };
  expect(await sample.report(old)).toMatch(/^Nothing is reported: the pull request has a newer commit/);
  expect(written()).toEqual(nothing);
});

it("reports nothing when the pull request is closed or aimed elsewhere while the report is made", async () => {
  sample.github.before = (endpoint) => {
    if (endpoint.includes("artifact_id")) sample.pull.base.ref = "other";
  };
  expect(await sample.report()).toMatch(/^Nothing is reported: the pull request has a newer commit/);
  expect(written()).toEqual(nothing);
});

it("labels a pull request inside one repository as unverified", async () => {
  const { repository } = sample.github.state;
  const own = { id: repository.id, name: repository.name, owner: repository.owner };
  sample.pull.head.repository = sample.run.repository = own;
  expect(await sample.report()).toMatchInlineSnapshot(
    `"Reported on pull request 7: 7 of 10 points: 1 check failed (unverified)"`,
  );
  const body = sample.github.state.comments[0]?.body ?? "";
  expect(body.slice(body.indexOf("\n"), body.indexOf("## ✗"))).toMatchInlineSnapshot(`
    "
    ## 7 of 10 points: 1 check failed (unverified)

    **✗ 7 of 10 points** · Serve a page · Kubernetes v1.37.0 · commit 5b6522d · [log of the grade](https://github.com/school/labs/actions/runs/500)

    Unverified: the pull request stays inside one repository, so whoever opened it could change the grader as well.

    "
  `);
  expect(body.slice(0, body.indexOf("\n"))).toContain('"verified":false');
});

it("says nothing where no file of an exercise was changed", async () => {
  sample.push({ "labs/web/exercise/notes.txt": "mine\n" });
  expect(await sample.report()).toMatchInlineSnapshot(`"Nothing is reported: no file of an exercise was changed."`);
  expect(written()).toEqual(nothing);
});
