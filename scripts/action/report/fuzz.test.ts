import { expect, it } from "vitest";
import { GRADER, LAB, labOf, sampleVerdict, SUBMISSION, zipOf } from "#action/testing/sample-class.ts";
import { checkRun } from "#reporters/pull-request/check-run.ts";
import { pullRequestComment } from "#reporters/pull-request/comment.ts";
import type { PullRequestReport } from "#reporters/pull-request/report.ts";
import { seededRandom } from "#simulator/time/seeded-random.ts";
import { believedLab } from "./believed-lab.ts";
import { readGradesArchive } from "./grades/archive.ts";
import { MAX_GRADES_BYTES } from "./grades/download.ts";
import { readGrades } from "./grades/grades.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const lab = labOf(LAB);
const files = [{ name: "web.yaml", bytes: new TextEncoder().encode(SUBMISSION) }];
const valid = (): Json => JSON.parse(JSON.stringify({ version: 1, verdicts: [sampleVerdict(lab)] })) as Json;

/** What the trusted side makes of an archive: the points that it reports, or why it reports none. */
async function outcome(zip: Uint8Array): Promise<string> {
  const archive = await readGradesArchive(zip, MAX_GRADES_BYTES);
  if ("refusal" in archive) return archive.refusal.code;
  const grades = readGrades(archive.grades);
  if ("refusal" in grades) return grades.refusal.code;
  const [verdict, ...others] = grades.verdicts.filter(({ lab }) => lab.id === "web");
  if (!verdict || others.length > 0) return "labs-differ";
  const believed = believedLab(verdict, lab, files, GRADER);
  if ("refusal" in believed) return believed.refusal.code;
  const report: PullRequestReport = {
    run: { id: 1, attempt: 1, created: "2026-11-22T10:00:00Z", url: "https://github.com/" },
    sha: "0".repeat(40),
    trusted: { sha: "1".repeat(40), grader: GRADER },
    pull: 7,
    labs: [believed],
  };
  const { conclusion, title, summary, text } = checkRun(report);
  const comment = pullRequestComment(report);
  expect(comment.isWellFormed() && text.isWellFormed()).toBe(true);
  expect(Buffer.byteLength(comment)).toBeLessThan(60_500);
  expect(Buffer.byteLength(summary)).toBeLessThan(65_535);
  expect(Buffer.byteLength(text)).toBeLessThan(65_535);
  return `${conclusion}: ${title}`;
}

const NASTY: Json[] = [
  null,
  true,
  -1,
  0,
  1.5,
  1e308,
  10,
  "",
  "pass",
  "fail",
  "error",
  "__proto__",
  "constructor",
  "\u202e\u0000\u001b[31m@teacher #1 <script>``` | ![x](http://x)\ud800",
  "x".repeat(20_000),
  [],
  {},
  [[[[[[[[[[]]]]]]]]]],
  { toString: 1, valueOf: 1, toJSON: 1 },
  Array.from({ length: 1000 }, () => "y"),
];

const NAMES = ["", "pass", "points", "__proto__", "constructor", "toString", "actual", "message", "error", "blockedBy"];

/** Every place in a value, as the container and the key in it. */
function places(value: Json): { container: { [key: string]: Json }; key: string }[] {
  if (typeof value !== "object" || value === null) return [];
  const container = value as { [key: string]: Json };
  return Object.keys(container).flatMap((key) => [{ container, key }, ...places(container[key]!)]);
}

/** Changes one thing of a value. */
function mutate(value: Json, random: () => number): void {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  const all = places(value);
  const { container, key } = pick(all);
  const other = pick(all);
  switch (Math.floor(random() * 20)) {
    case 0:
      if (Array.isArray(container)) container.splice(Number(key), 1);
      else delete container[key];
      break;
    case 1:
      container[key] = structuredClone(pick(NASTY));
      break;
    case 2:
      container[key] = structuredClone(other.container[other.key]!);
      break;
    case 3:
      if (Array.isArray(container)) container.push(structuredClone(container[Number(key)]));
      else container[`${key}x`] = container[key]!;
      break;
    case 4:
      if (!Array.isArray(container)) container[pick(NAMES)] = structuredClone(pick(NASTY));
      break;
    case 5:
      if (typeof container[key] === "number") container[key] += pick([-1, 1, 2, 3, 5, 100]);
      else container[key] = pick(["pass", "fail", "error", "blocked", "unsupported", "simulated", "kubernetes"]);
      break;
    case 6:
      if (Array.isArray(container)) (container as Json[]).reverse();
      else container[key] = { [key]: container[key]! };
      break;
    default: {
      // What has the right type gets further than the schema.
      const scalars = all.filter(({ container, key }) => typeof container[key] !== "object");
      const { container, key } = pick(scalars);
      const alike = scalars.map((place) => place.container[place.key]!).concat(NASTY);
      container[key] = pick(alike.filter((one) => typeof one === typeof container[key]));
    }
  }
}

it("gives no point more for any of 2,000 changed verdicts, and never crashes", async () => {
  const random = seededRandom(20_261_122);
  const outcomes = new Map<string, number>();
  for (let round = 0; round < 2000; round += 1) {
    const value = valid();
    for (let changes = 1 + (round % 3); changes > 0; changes -= 1) mutate(value, random);
    const result = await outcome(await zipOf({ "grades.json": Buffer.from(JSON.stringify(value)) }));
    // A refusal is one word.
    expect(result).toMatch(/^[a-z-]+$|^failure: 7 of 10 points: /);
    outcomes.set(result, (outcomes.get(result) ?? 0) + 1);
  }
  expect([...outcomes].sort(([one], [other]) => (one < other ? -1 : 1))).toMatchInlineSnapshot(`
    [
      [
        "failure: 7 of 10 points: 1 check failed",
        249,
      ],
      [
        "files-differ",
        1,
      ],
      [
        "grades-impossible",
        382,
      ],
      [
        "grades-unreadable",
        1348,
      ],
      [
        "labs-differ",
        20,
      ],
    ]
  `);
});

it("gives no point more for any of 1,000 archives with changed bytes, and never crashes", async () => {
  const random = seededRandom(42);
  const text = Buffer.from(JSON.stringify(valid()));
  const zip = await zipOf({ "grades.json": text });
  const changed = (bytes: Uint8Array): Buffer => {
    const copy = Buffer.from(bytes);
    const at = Math.floor(random() * copy.length);
    const how = Math.floor(random() * 4);
    if (how === 0) return copy.subarray(0, at);
    if (how === 1) return Buffer.concat([copy.subarray(0, at), copy.subarray(at / 2)]);
    if (how === 2) return Buffer.concat([copy.subarray(0, at), Buffer.from([0, 255, 0x7d, 0x22]), copy.subarray(at)]);
    copy[at] = Math.floor(random() * 256);
    return copy;
  };
  const outcomes = new Set<string>();
  for (let round = 0; round < 500; round += 1) {
    outcomes.add(await outcome(changed(zip)));
    outcomes.add(await outcome(await zipOf({ "grades.json": changed(text) })));
  }
  expect([...outcomes].sort()).toMatchInlineSnapshot(`
    [
      "failure: 7 of 10 points: 1 check failed",
      "files-differ",
      "grades-impossible",
      "grades-unreadable",
      "lab-changed",
    ]
  `);
});
