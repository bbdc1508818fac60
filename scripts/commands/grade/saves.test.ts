import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { SubmittedFile } from "#core/submission/submission.ts";
import { saves } from "./saves.ts";

let folder = "";
let end = new AbortController();
let told: AsyncGenerator<SubmittedFile[]>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "checkride-"));
  await save("one");
  end = new AbortController();
  // On a busy machine the steps of a save lie further apart.
  told = saves(folder, end.signal, 300);
});
afterEach(() => rm(folder, { recursive: true }));

const file = () => join(folder, "web.yaml");
const save = (text: string) => writeFile(file(), text);
const next = async () => {
  const { value } = await told.next();
  return (value as SubmittedFile[]).map(({ name, bytes }) => `${name}: ${new TextDecoder().decode(bytes!)}`).join();
};

it("tells the files at once, and again after each save", async () => {
  expect(await next()).toBe("web.yaml: one");
  const two = next();
  await save("two");
  expect(await two).toBe("web.yaml: two");
});

it("tells a save in several steps once, also one by way of another file", async () => {
  await next();
  const saved = next();
  await save("");
  await writeFile(`${file()}~`, "three");
  await rename(`${file()}~`, file());
  expect(await saved).toBe("web.yaml: three");
});

it("gathers what is saved while nobody asks, and is silent about the same text", async () => {
  await next();
  await save("two");
  await save("three");
  await sleep(500);
  expect(await next()).toBe("web.yaml: three");
  const later = next();
  await save("three");
  await sleep(500);
  await save("four");
  expect(await later).toBe("web.yaml: four");
});

it("ends with the reason of the signal, while it waits and when it is asked", async () => {
  await next();
  const waiting = next();
  end.abort(new Error("enough"));
  await expect(waiting).rejects.toThrow("enough");
});
