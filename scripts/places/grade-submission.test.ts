import { describe, expect, it, vi } from "vitest";
import type { Cluster } from "#core/cluster.ts";
import type { GradeListener } from "#core/grade.ts";
import { fakeCluster } from "#core/testing/fake-cluster.ts";
import { courseAt } from "#course/course.ts";
import { openSubmission } from "#course/submissions.ts";
import { terminalReport } from "#reporters/formats/terminal.ts";
import type { GradedLab } from "#reporters/graded-lab.ts";
import { testLab } from "#testing/simulated-grade.ts";
import { gradeSubmission } from "./grade-submission.ts";

const silent: GradeListener = {
  phase() {},
  started() {},
  finished() {},
  observed() {},
  notRestored() {},
};

const configMap = {
  kinds: ["v1/ConfigMap"],
  objects: [{ apiVersion: "v1", kind: "ConfigMap", name: "web" }],
};
const object = { apiVersion: "v1", kind: "ConfigMap", name: "web" };
const written = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "web" }, data: { color: "blue" } };
const files = [
  {
    name: "web.yaml",
    bytes: new TextEncoder().encode(
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\ndata: { color: blue }\n",
    ),
  },
];

interface Faults {
  cluster?: Partial<Cluster>;
  listener?: Partial<GradeListener>;
  check?: Parameters<typeof testLab>[1][number];
  report?: (graded: GradedLab) => Promise<void>;
}

/** The report on a good submission where one layer fails. */
async function reportUnder({ cluster = {}, listener = {}, check, report }: Faults): Promise<string> {
  const lab = testLab(configMap, [{ id: "blue", object, ...(check ?? { matches: { data: { color: "blue" } } }) }]);
  const place = { cluster: { ...fakeCluster(), ...cluster }, namespace: "lab-test-1" };
  const reports: string[] = [];
  await gradeSubmission(
    { lab, folder: "work", files },
    {
      places: { take: async () => place, leave: async () => undefined, close: async () => undefined },
      listener: { ...silent, ...listener },
      signal: new AbortController().signal,
      timed: true,
      report: async (graded) => {
        await report?.(graded);
        reports.push(terminalReport(graded, { again: "npm run grade", color: false }));
      },
    },
  );
  return reports.join("\n");
}

/** As a fault of ours would be: a real exception of JavaScript. */
function bug(): never {
  return (undefined as unknown as { field: () => never }).field();
}

/** What tells that JavaScript speaks. */
const JAVASCRIPT = /Cannot read|is not a function|undefined|Error\b|Maximum call stack|JSON at position/;

describe("whatever fails, the verdict is error, and no sentence of JavaScript is in it", () => {
  const never = (): Promise<never> => new Promise(() => undefined);
  const faults: Record<string, Faults> = {
    "the cluster, when an object is applied": { cluster: { apply: bug } },
    "the cluster, asynchronously": { cluster: { apply: async () => bug() } },
    "the cluster, when it is asked what it models": { cluster: { unsupported: bug } },
    "the cluster, when it is watched": { cluster: { watch: bug } },
    "the cluster, in what it tells a watch": {
      cluster: {
        watch: (_query, listener) => {
          listener.failed(new TypeError("x is not a function"));
          throw new RangeError("Maximum call stack size exceeded");
        },
      },
    },
    "a timer of the cluster": {
      cluster: {
        apply: () => {
          setTimeout(bug);
          return never();
        },
      },
    },
    "a promise that nobody waits for, as an exception": {
      cluster: {
        apply: () => {
          setImmediate(() => {
            throw new RangeError("Maximum call stack size exceeded");
          });
          return never();
        },
      },
    },
    "an act": {
      check: { act: [{ patch: { object, merge: { data: { color: "red" } } } }], matches: { data: { color: "blue" } } },
      cluster: { patch: bug },
    },
    "what a check judges": {
      cluster: {
        watch: (_query, listener) => {
          const broken = Object.defineProperty({ ...written }, "data", { get: bug, enumerable: true });
          setTimeout(() => listener.changed([broken]));
          return { again: async () => listener.changed([broken]) } as never;
        },
      },
    },
    "a text instead of an error": {
      cluster: {
        apply: () => {
          // oxlint-disable-next-line typescript/only-throw-error -- packages do it
          throw "Cannot read properties of undefined";
        },
      },
    },
    "who is told of the steps": { listener: { started: bug } },
    "who is told of verdicts": { listener: { finished: bug } },
  };

  it.each(Object.entries(faults))("%s", async (_name, fault) => {
    const text = await reportUnder(fault);
    expect(text).toMatch(
      /Checkride itself failed( \(scripts\/[^)]+:\d+:\d+\))?\. This is a bug of the grader, not a mistake/,
    );
    expect(text).toContain("! error: no verdict was reached");
    expect(text.replaceAll("! error", "")).not.toMatch(JAVASCRIPT);
  });

  it("a report that cannot be made", async () => {
    const report = ({ verdict }: GradedLab) => Promise.resolve(verdict.status === "error" ? undefined : bug());
    expect(await reportUnder({ report })).toMatch(/^ {2}! error {2}Checkride itself failed/m);
  });

  it("an error that says itself what it is about is told as it is", async () => {
    const apply = () => Promise.reject(new Error("The API server at 192.0.2.1 does not answer"));
    expect(await reportUnder({ cluster: { apply } })).toContain("! error  The API server at 192.0.2.1 does not answer");
  });
});

it("a grade that takes longer than its budget is ended, and who is to blame is said", async () => {
  vi.useFakeTimers();
  try {
    const report = reportUnder({ cluster: { apply: () => new Promise(() => undefined) } });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await report).toMatchInlineSnapshot(`
      "A lab for a test  Kubernetes v1.36.3

        ! error  The grade took longer than 20 seconds, all the time that it has, and was ended. This is a fault of the grader or of a busy computer, not a mistake in your files. If it happens again, please report it with your files.

        ! error      A check  0/1

      ! error: no verdict was reached
      Next: this is not about your files; mend the cause above, then npm run grade
      "
    `);
  } finally {
    vi.useRealTimers();
  }
});

it("a lab of the course is graded under the guard as without it", async () => {
  const submission = await openSubmission("self-healing", courseAt("."), "labs/self-healing/solution");
  const { simulatedPlaces } = await import("./simulated.ts");
  const { signal } = new AbortController();
  const report = async () => undefined;
  const { verdict } = await gradeSubmission(submission, {
    places: simulatedPlaces(),
    listener: silent,
    signal,
    timed: true,
    report,
  });
  expect(verdict.status).toBe("pass");
});
