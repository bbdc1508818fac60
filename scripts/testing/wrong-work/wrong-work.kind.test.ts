import pLimit from "p-limit";
import { expect, it } from "vitest";
import { describeWithKubernetes } from "#clusters/kind/testing/describe.ts";
import { proveSet } from "#commands/prove/sets.ts";
import { realPlaces } from "#places/real.ts";
import { SIDE_BY_SIDE } from "#places/side-by-side.ts";
import { outcome, wrongWork } from "./wrong-work.ts";

/* Wrong work that other graders let through, by the row of the table in which it was found: it fails on a real cluster as on the simulated one. */

describeWithKubernetes("wrong work that others let through", (open) => {
  it("fails on a real cluster in the same way as on the simulated one", async () => {
    const { signal } = new AbortController();
    const places = realPlaces(open, signal);
    const encoder = new TextEncoder();
    const outcomes = await pLimit(SIDE_BY_SIDE)
      .map(wrongWork, async ({ title, lab, files }) => {
        const submitted = Object.entries(files).map(([name, text]) => ({ name, bytes: encoder.encode(text) }));
        const one = { name: title, files: submitted, expectation: { outcome: "pass" } as const };
        const { verdict } = await proveSet(lab, one, { places, signal });
        return { title, outcome: outcome(verdict) };
      })
      .finally(() => places.close());
    expect(outcomes).toEqual(wrongWork.map(({ title, outcome: expected }) => ({ title, outcome: expected })));
  });
});
