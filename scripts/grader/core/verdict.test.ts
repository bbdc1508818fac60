import { expect, it } from "vitest";
import type { Check } from "./generated/lab.ts";
import type { Status } from "./generated/verdict.ts";
import type { Lab } from "./lab/lab.ts";
import { checkVerdict, makeVerdict, overallStatus } from "./verdict.ts";

const check: Check = { id: "ready", title: "It is ready", points: 2, hints: [{ say: "Look." }] };
const lab = { id: "one", digest: "sha256:0", setup: [], file: { title: "One", checks: [check] } } as unknown as Lab;
const timings = { read: 0, cluster: 0, apply: 0, checks: 0 };

function overall(...statuses: Status[]): string {
  const checks = statuses.map((status) => checkVerdict(check, status, status === "pass" ? { points: 2 } : {}));
  const { status, points, of } = makeVerdict({ lab, files: [], cluster: undefined, result: { checks }, timings });
  return `${status} ${points}/${of}`;
}

it("is a pass only if every check is", () => {
  expect(overall("pass", "pass")).toBe("pass 4/4");
  expect(overall("pass", "fail")).toBe("fail 2/4");
  expect(overall("pass", "blocked")).toBe("fail 2/4");
  expect(overall("pass", "unsupported", "fail")).toBe("unsupported 2/6");
  expect(overall("pass", "error", "fail", "unsupported")).toBe("error 2/8");
});

it("is the worst of any two, in either order", () => {
  const all: Status[] = ["pass", "blocked", "fail", "unsupported", "error"];
  const rows = all.map((one) => {
    const row = all.map((status) => overallStatus([{ status: one }, { status }]));
    expect(all.map((status) => overallStatus([{ status }, { status: one }]))).toEqual(row);
    return `${one}: ${row.join(" ")}`;
  });
  expect(rows).toMatchInlineSnapshot(`
    [
      "pass: pass fail fail unsupported error",
      "blocked: fail fail fail unsupported error",
      "fail: fail fail fail unsupported error",
      "unsupported: unsupported unsupported unsupported unsupported error",
      "error: error error error error error",
    ]
  `);
});

it("is an error if no check ran", () => {
  expect(overall()).toBe("error 0/0");
});

it("has one digest for the same files, whatever their order", () => {
  const digest = (...names: string[]) => {
    const files = names.map((name) => ({ name, bytes: new TextEncoder().encode(name) }));
    return makeVerdict({ lab, files, cluster: undefined, result: { checks: [] }, timings }).submission.digest;
  };
  expect(digest("a", "b")).toBe(digest("b", "a"));
  expect(digest("a", "b")).not.toBe(digest("ab"));
});
