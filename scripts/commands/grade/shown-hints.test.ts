import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { check, verdict } from "#reporters/testing/sample-run.ts";
import { shownHints } from "./shown-hints.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "checkride-"));
});
afterAll(() => rm(folder, { recursive: true }));

const first = check("first", "fail", { hints: ["One.", "Two."] });
const second = check("second", "fail", { hints: ["One.", "Two.", "Three."] });

it("shows one hint of each failed check, and one more for each request while it fails", async () => {
  const ask = async (more: boolean, ...checks: (typeof first)[]) => {
    const { shown, oneMore } = await shownHints(verdict("fail", checks), more, folder);
    return [...shown].map(([id, count]) => `${id} ${count}`).join(", ") + (oneMore ? ", one more" : "");
  };
  const told = [
    await ask(false, first, second),
    await ask(true, first, second),
    await ask(false, first, second),
    await ask(true, first, second),
    await ask(true, first, second),
    await ask(true, first, second),
    await ask(false, check("first", "pass"), second),
    await ask(false, first, check("second", "pass")),
    await ask(false, first, second),
  ];
  expect(told).toMatchInlineSnapshot(`
    [
      "first 1, second 1",
      "first 2, second 1, one more",
      "first 2, second 1",
      "first 2, second 2, one more",
      "first 2, second 3, one more",
      "first 2, second 3",
      "second 3",
      "first 1",
      "first 1, second 1",
    ]
  `);
});

it("begins again where its own file cannot be read", async () => {
  await writeFile(join(folder, "hints.json"), "{");
  const { shown } = await shownHints(verdict("fail", [first]), true, folder);
  expect(shown).toEqual(new Map([["first", 2]]));
});
