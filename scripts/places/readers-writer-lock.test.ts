import { expect, it } from "vitest";
import { createTurns } from "./readers-writer-lock.ts";

const never = new AbortController().signal;

/** What has begun so far, each named as it was asked for. */
function record() {
  const turns = createTurns();
  const begun: string[] = [];
  const begin = async (name: string, kind: "share" | "alone", signal = never) => {
    const end = await turns[kind](signal);
    begun.push(name);
    return end;
  };
  return { begun, begin, settled: () => new Promise((resolve) => setImmediate(resolve)) };
}

it("lets many share, and one alone only when they are done", async () => {
  const { begun, begin, settled } = record();
  const [endA, endB] = await Promise.all([begin("a", "share"), begin("b", "share")]);
  const alone = begin("alone", "alone");
  await settled();
  endA();
  await settled();
  expect(begun).toEqual(["a", "b"]);
  endB();
  await alone;
  expect(begun).toEqual(["a", "b", "alone"]);
});

it("lets those who share go before one who waits to be alone", async () => {
  const { begun, begin, settled } = record();
  const end = await begin("first", "alone");
  const second = begin("second", "alone");
  const shared = begin("shared", "share");
  end();
  const endShared = await shared;
  await settled();
  expect(begun).toEqual(["first", "shared"]);
  endShared();
  await second;
  expect(begun).toEqual(["first", "shared", "second"]);
});

it("keeps everybody out while one is alone, and one turn ends once", async () => {
  const { begun, begin, settled } = record();
  const end = await begin("first", "alone");
  const second = begin("second", "alone");
  const third = begin("third", "alone");
  end();
  end();
  await second;
  await settled();
  expect(begun).toEqual(["first", "second"]);
  (await second)();
  await third;
});

it("forgets who gave up while waiting", async () => {
  const { begun, begin, settled } = record();
  const end = await begin("first", "share");
  const over = new AbortController();
  const reason = new Error("enough");
  const waiting = begin("second", "alone", over.signal);
  over.abort(reason);
  await expect(waiting).rejects.toBe(reason);
  await expect(begin("third", "share", over.signal)).rejects.toBe(reason);
  end();
  const last = await begin("last", "alone");
  await settled();
  expect(begun).toEqual(["first", "last"]);
  last();
});
