import { afterEach, beforeEach, expect, it } from "vitest";
import {
  addComment,
  AUTHOR,
  LEARNER,
  type SampleClass,
  sampleClass,
  SUBMISSION,
} from "#action/testing/sample-class.ts";
import { readRecord } from "#reporters/pull-request/record.ts";

let sample: SampleClass;
beforeEach(async () => {
  sample = await sampleClass();
  await sample.upload();
});
afterEach(async () => {
  await sample.close();
  expect(sample.github.problems).toEqual([]);
});

const file = "labs/web/exercise/web.yaml";
const bodies = () => sample.github.state.comments.map(({ body }) => body);

it("updates its one comment, and keeps the last ten scores with their commits", async () => {
  const shas: string[] = [];
  for (let number = 1; number <= 12; number += 1) {
    const text = `${SUBMISSION}# ${number}\n`;
    shas.push(sample.push({ [file]: text }));
    sample.run.id += 1;
    await sample.upload({ version: 1, verdicts: [sample.verdict(text)] });
    await sample.report();
  }
  const [body = "", ...others] = bodies();
  expect(others).toEqual([]);
  expect([...body.matchAll(/^\| `(\w{7})` \| (.*) \|$/gm)].map(([, sha, score]) => `${sha} ${score}`)).toEqual(
    shas.slice(2).map((sha) => `${sha.slice(0, 7)} ✗ 7 of 10 points`),
  );
  expect(sample.github.state.checkRuns).toHaveLength(12);
});

it("keeps one score a commit: a further attempt replaces it", async () => {
  await sample.upload("broken");
  await sample.report();
  await sample.upload();
  await sample.report({ ...sample.run, attempt: 2 });
  expect(bodies()[0]).toContain("## 7 of 10 points: 1 check failed");
  expect(bodies()[0]).not.toContain("| Commit |");
  expect(sample.github.state.checkRuns.map(({ output }) => output.title)).toEqual([
    "Not graded: the verdict cannot be read",
    "7 of 10 points: 1 check failed",
  ]);
});

it("lets no older run overwrite a newer one on the same commit, whichever ends first", async () => {
  const older = { ...sample.run };
  const newer = { ...sample.run, id: 501 };
  sample.github.state.artifacts[0]!.run = 501;
  await sample.report(newer);
  const before = structuredClone(sample.github.state.comments);
  expect(await sample.report(older)).toMatchInlineSnapshot(`"Nothing is reported: a newer run has reported already."`);
  expect(await sample.report({ ...newer, attempt: 0 })).toBe("Nothing is reported: a newer run has reported already.");
  expect(sample.github.state.comments).toEqual(before);
  expect(sample.github.state.checkRuns.map(({ output }) => readRecord(output.summary)?.run)).toEqual([501]);
});

it("lets the report of an older push not overwrite the comment of a newer one", async () => {
  const older = { ...sample.run };
  sample.push({ [file]: `${SUBMISSION}# more\n` });
  await sample.upload({ version: 1, verdicts: [sample.verdict(`${SUBMISSION}# more\n`)] });
  await sample.report({ ...sample.run, id: 501 });
  expect(bodies()[0]).toContain("Not graded: the grade gave no verdict");
  // Back to the older commit, whose run ends only now.
  sample.pull.head.sha = older.sha;
  expect(await sample.report(older)).toBe("Nothing is reported: a newer run has reported already.");
  expect(bodies()[0]).toContain("Not graded: the grade gave no verdict");
});

it("says the same once if it is run twice", async () => {
  await sample.report();
  const before = structuredClone([sample.github.state.comments, sample.github.state.checkRuns]);
  await sample.report();
  expect([sample.github.state.comments, sample.github.state.checkRuns]).toEqual(before);
});

it("takes no comment for its own that a person wrote, even with its hidden beginning", async () => {
  await sample.report();
  const [own] = sample.github.state.comments;
  const forged = own!.body.replace('"run":500', '"run":999999');
  sample.github.state.comments = [];
  addComment(sample, forged);
  addComment(sample, forged, { ...AUTHOR, type: "User" });
  addComment(sample, forged, { ...AUTHOR, login: "evil[bot]" });
  expect(await sample.report()).toMatch(/^Reported/);
  expect(bodies()).toHaveLength(4);
  expect(bodies().slice(0, 3)).toEqual([forged, forged, forged]);
});

it("takes no comment of the bot's for its own that has no record at its very beginning", async () => {
  await sample.report();
  const own = sample.github.state.comments.pop()!.body;
  const others = [
    `Hello\n${own}`,
    ` ${own}`,
    own.replace('"version":1', '"version":2'),
    own.replace('"pull":7', '"pull":8'),
  ];
  for (const body of others) addComment(sample, body, AUTHOR);
  await sample.report();
  expect(bodies().slice(0, 4)).toEqual(others);
  expect(bodies()).toHaveLength(5);
});

it("finds its comment behind hundreds of others", async () => {
  for (let index = 0; index < 250; index += 1) addComment(sample, `Comment ${index}`);
  await sample.report();
  await sample.report({ ...sample.run, attempt: 2 });
  expect(bodies()).toHaveLength(251);
});

it("takes no check run for its own that another app wrote", async () => {
  await sample.report();
  const [own] = sample.github.state.checkRuns;
  own!.app = "evil";
  own!.output.summary = own!.output.summary!.replace('"run":500', '"run":999999');
  expect(await sample.report()).toMatch(/^Reported/);
  expect(sample.github.state.checkRuns).toHaveLength(2);
});

it("lets nobody keep a report away by handing in another learner's commit", async () => {
  const { state } = sample.github;
  const thief = { ...LEARNER, id: 300, owner: { ...LEARNER.owner, id: 3, login: "thief" } };
  state.pulls.push({ ...sample.pull, number: 8, head: { ...sample.pull.head, repository: thief } });
  state.artifacts.push({ ...state.artifacts[0]!, id: 3000, run: 501 });
  await sample.report({ ...sample.run, id: 501, repository: thief });
  expect(await sample.report()).toBe("Reported on pull request 7: 7 of 10 points: 1 check failed");
  expect(state.comments.map(({ pull }) => pull)).toEqual([8, 7]);
  expect(state.checkRuns.map(({ output }) => readRecord(output.summary)?.pull)).toEqual([8, 7]);
});
