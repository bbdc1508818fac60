import { describe, it } from "vitest";

// Runs before each test file. Of `it.each([])` vitest makes no tests and says nothing: a test of each file of a folder would be green
// without the folder.

type Lists = Record<"each" | "for", (this: unknown, cases: readonly unknown[], ...more: unknown[]) => unknown>;

// `fn` is what vitest makes `it.concurrent` and the like from.
for (const tests of [describe, it] as unknown as (Lists & { fn: Lists })[])
  for (const lists of [tests, tests.fn])
    for (const name of ["each", "for"] as const) {
      const original = lists[name];
      lists[name] = function (cases, ...more) {
        if (cases.length === 0)
          throw new Error("The list that these tests are made from is empty, so nothing would be tested.");
        return original.call(this, cases, ...more);
      };
    }
