import { describe, expect, it } from "vitest";
import { type Cluster, RefusedError } from "./cluster.ts";
import type { Check } from "./generated/lab.ts";
import { validate } from "./generated/verdict-validator.js";
import type { Observation, Verdict } from "./generated/verdict.ts";
import { grade } from "./grade.ts";
import type { KubernetesObject } from "./kubernetes/object.ts";
import { type Lab, readLab } from "./lab/lab.ts";
import { type FakeCluster, fakeCluster } from "./testing/fake-cluster.ts";

const service = "apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { ports: [{ port: 80 }] }\n";
const configMap = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\ndata: { color: blue }\n";

const { lab } = readLab({
  id: "one",
  path: "labs/one",
  files: [
    { name: "setup/service.yaml", text: service },
    {
      name: "lab.yaml",
      text: `version: 1
title: A ConfigMap
summary: Make it.
lesson: beginner/architecture
minutes: 5
submission:
  files: [web.yaml]
  kinds: [v1/ConfigMap]
  objects: [{ apiVersion: v1, kind: ConfigMap, name: web }]
checks:
  - id: blue
    title: It is blue
    points: 2
    within: 5s
    object: { apiVersion: v1, kind: ConfigMap, name: web }
    matches: { data: { color: blue } }
    hints: [{ say: Look. }]
  - id: serves
    title: It serves
    points: 1
    needs: [blue]
    request: { service: web }
    matches: { status: 200 }
    hints: [{ say: Look. }]
`,
    },
  ],
}) as { lab: Lab };

/** Grades one file on a cluster that the test may have prepared; what was told, and the verdict. */
function begin(text: string, cluster: Cluster, signal = new AbortController().signal, graded = lab) {
  const told: string[] = [];
  const listener = {
    phase: (phase: string) => told.push(phase),
    started: ({ id }: { id: string }) => told.push(`${id} started`),
    finished: ({ id, status }: { id: string; status: string }) => told.push(`${id} ${status}`),
    observed: ({ object, reason }: Observation) => told.push(`${object} ${reason}`),
    notRestored: ({ message }: Error) => told.push(message),
  };
  let now = 0;
  const verdict = grade({
    lab: graded,
    files: [{ name: "web.yaml", bytes: new TextEncoder().encode(text) }],
    open: async () => ({ cluster, namespace: "lab-one-1" }),
    now: () => (now += 1.23),
    listener,
    signal,
  });
  return { told, verdict: verdict.then(valid) };
}

function valid(verdict: Verdict): Verdict {
  expect(validate(verdict), JSON.stringify(validate.errors)).toBe(true);
  return verdict;
}

const brief = ({ status, points, of, issues, error, checks }: Verdict) => ({
  verdict: `${status} ${points}/${of}`,
  issues: issues.map(({ code, location: { file, line, column } }) => `${file}:${line}:${column} ${code}`),
  ...(error !== undefined && { error }),
  checks: checks.map(({ id, status, points }) => `${id} ${status} ${points}`),
});

it("gives the whole verdict, version 1", async () => {
  const cluster = fakeCluster();
  const { told, verdict } = begin(configMap, cluster);
  expect(await verdict).toMatchInlineSnapshot(`
    {
      "checks": [
        {
          "evidence": "spec",
          "hints": [],
          "id": "blue",
          "locations": [],
          "milliseconds": 0,
          "mismatches": [],
          "observed": [],
          "of": 2,
          "points": 2,
          "status": "pass",
          "title": "It is blue",
        },
        {
          "evidence": "behaviour",
          "hints": [],
          "id": "serves",
          "locations": [],
          "milliseconds": 0,
          "mismatches": [],
          "observed": [],
          "of": 1,
          "points": 1,
          "status": "pass",
          "title": "It serves",
        },
      ],
      "cluster": {
        "kind": "kubernetes",
        "version": "v1.36.3",
      },
      "issues": [],
      "lab": {
        "digest": "sha256:6f74deec4cd33fdca83406047a4aa12627d38c820e97621b2abefb8383b8d87a",
        "id": "one",
        "title": "A ConfigMap",
      },
      "of": 3,
      "points": 3,
      "status": "pass",
      "submission": {
        "digest": "sha256:29fa995b1afc4fad4c9b1dcd4cba8b659a839f36641d1e9417040d5fea2b67d0",
      },
      "timings": {
        "apply": 1.2,
        "checks": 1.2,
        "cluster": 1.2,
        "read": 1.2,
      },
      "version": 1,
    }
  `);
  expect(told).toMatchInlineSnapshot(`
    [
      "cluster",
      "apply",
      "checks",
      "blue started",
      "blue pass",
      "serves started",
      "serves pass",
    ]
  `);
  expect(cluster.log).toEqual(["apply Service/web by grader", "apply ConfigMap/web by submitter"]);
  expect(cluster.watching()).toBe(0);
});

it("applies exactly the objects that were read, into the namespace of the grade", async () => {
  const cluster = fakeCluster();
  const applied: KubernetesObject[] = [];
  const apply: FakeCluster["apply"] = (object, by) => {
    applied.push(object);
    return cluster.apply(object, by);
  };
  await begin(configMap, { ...cluster, apply }).verdict;
  expect(applied[1]).toEqual({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "web", namespace: "lab-one-1" },
    data: { color: "blue" },
  });
});

describe("what stops a grade before its checks", () => {
  it("an issue asks for no cluster and costs all points", async () => {
    const { told, verdict } = begin(configMap.replace("data:", "dta:"), fakeCluster());
    expect((await verdict).cluster).toBe(null);
    expect(brief(await verdict)).toMatchInlineSnapshot(`
      {
        "checks": [
          "blue blocked 0",
          "serves blocked 0",
        ],
        "issues": [
          "web.yaml:3:1 unknown-field",
        ],
        "verdict": "fail 0/3",
      }
    `);
    expect(told).toEqual([]);
  });

  it("what the API refuses is an issue of that object", async () => {
    const cluster = fakeCluster();
    const refusing = (kind: string): FakeCluster["apply"] => {
      const refusal = new RefusedError("Invalid", "the name is not to my liking");
      return (object, by) => (object.kind === kind ? Promise.reject(refusal) : cluster.apply(object, by));
    };
    const learners = await begin(configMap, { ...cluster, apply: refusing("ConfigMap") }).verdict;
    expect(brief(learners)).toMatchInlineSnapshot(`
      {
        "checks": [
          "blue blocked 0",
          "serves blocked 0",
        ],
        "issues": [
          "web.yaml:1:1 refused",
        ],
        "verdict": "fail 0/3",
      }
    `);
    const ours = await begin(configMap, { ...cluster, apply: refusing("Service") }).verdict;
    expect(brief(ours)).toMatchInlineSnapshot(`
      {
        "checks": [
          "blue error 0",
          "serves error 0",
        ],
        "error": "labs/one/setup/service.yaml: the API server refused it: the name is not to my liking",
        "issues": [],
        "verdict": "error 0/3",
      }
    `);
  });

  it("what the cluster does not model is no pass and no failure", async () => {
    const unsupported: Cluster["unsupported"] = ([object]) => [{ kind: `v1/${object?.kind}`, path: "data.color" }];
    const verdict = await begin(configMap, { ...fakeCluster(), unsupported }).verdict;
    expect(brief(verdict)).toMatchInlineSnapshot(`
      {
        "checks": [
          "blue unsupported 0",
          "serves unsupported 0",
        ],
        "issues": [
          "labs/one/setup/service.yaml:1:1 not-simulated",
          "web.yaml:4:9 not-simulated",
        ],
        "verdict": "unsupported 0/3",
      }
    `);
  });

  it("a cluster that dies while objects are applied is an error", async () => {
    const cluster = fakeCluster();
    const apply: FakeCluster["apply"] = (object, by) => {
      if (object.kind === "ConfigMap") cluster.fail(new Error("connect ECONNREFUSED"));
      return cluster.apply(object, by);
    };
    expect(brief(await begin(configMap, { ...cluster, apply }).verdict)).toMatchInlineSnapshot(`
      {
        "checks": [
          "blue error 0",
          "serves error 0",
        ],
        "error": "connect ECONNREFUSED",
        "issues": [],
        "verdict": "error 0/3",
      }
    `);
  });
});

it("fails with what the check says", async () => {
  const cluster = fakeCluster();
  const { verdict, told } = begin(configMap.replace("blue", "red"), cluster);
  await cluster.clock.advance(1000);
  for (const name of ["a", "b"]) {
    const status = { containerStatuses: [{ name, state: { waiting: { reason: "ErrImagePull" } } }] };
    cluster.put({ apiVersion: "v1", kind: "Pod", metadata: { name }, status });
  }
  await cluster.clock.advance(5000);
  expect(brief(await verdict)).toMatchInlineSnapshot(`
    {
      "checks": [
        "blue fail 0",
        "serves blocked 0",
      ],
      "issues": [],
      "verdict": "fail 0/3",
    }
  `);
  expect((await verdict).checks[0]?.locations).toEqual([{ file: "web.yaml", line: 4, column: 16 }]);
  expect(told).toMatchInlineSnapshot(`
    [
      "cluster",
      "apply",
      "checks",
      "blue started",
      "Pod/a ErrImagePull",
      "blue fail",
      "serves blocked",
    ]
  `);
});

it("ends with the reason when it is interrupted", async () => {
  const cluster = fakeCluster();
  const interrupted = new AbortController();
  const { verdict } = begin(configMap.replace("blue", "red"), cluster, interrupted.signal);
  await cluster.clock.advance(1000);
  const reason = new Error("interrupted");
  interrupted.abort(reason);
  await expect(verdict).rejects.toBe(reason);
  await cluster.clock.advance(0);
  expect(cluster.watching()).toBe(0);
  expect(cluster.clock.sleeping()).toBe(0);
});

describe("a lab that needs a real cluster", () => {
  const real: Lab = { ...lab, file: { ...lab.file, cluster: { real: true } } };
  const never = new AbortController().signal;

  it("is unsupported on a simulated one before anything is applied", async () => {
    const cluster = fakeCluster();
    const { told, verdict } = begin(configMap, { ...cluster, kind: "simulated" }, never, real);
    expect(brief(await verdict)).toMatchInlineSnapshot(`
      {
        "checks": [
          "blue unsupported 0",
          "serves unsupported 0",
        ],
        "issues": [
          "web.yaml:1:1 needs-real-cluster",
        ],
        "verdict": "unsupported 0/3",
      }
    `);
    expect(cluster.log).toEqual([]);
    expect(told).toEqual(["cluster"]);
  });

  it("has its submission read first, and is graded on a real one", async () => {
    const { verdict } = begin("[]", { ...fakeCluster(), kind: "simulated" }, never, real);
    expect((await verdict).issues.map(({ code }) => code)).toEqual(["not-a-map"]);
    expect((await begin(configMap, fakeCluster(), never, real).verdict).status).toBe("pass");
  });
});

describe("what checks did to the cluster itself", () => {
  const node = { apiVersion: "v1", kind: "Node", metadata: { name: "one" }, spec: {} };
  const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "a" }, spec: { nodeName: "one" } };
  const [first, second] = lab.file.checks as [Check, Check];
  const pods = { apiVersion: "v1", kind: "Pod" };
  const stopping: Lab = {
    ...lab,
    file: {
      ...lab.file,
      checks: [{ ...first, act: [{ cordon: { runningMostOf: pods } }, { stop: { runningMostOf: pods } }] }, second],
    },
  };
  const off = ['patch Node/one {"spec":{"unschedulable":true}}', "stop node one"];
  const on = ["start node one", 'patch Node/one {"spec":{"unschedulable":null}}'];
  const log = (cluster: FakeCluster) => cluster.log.filter((entry) => /node/i.test(entry));

  it("is put back when they are over", async () => {
    const cluster = fakeCluster(node, pod);
    const { verdict } = begin(configMap, cluster, undefined, stopping);
    await cluster.clock.advance(20_000);
    expect((await verdict).status).toBe("pass");
    expect(log(cluster)).toEqual([...off, ...on]);
  });

  it("is put back when the grade is interrupted", async () => {
    const cluster = fakeCluster(node, pod);
    const interrupted = new AbortController();
    const { verdict } = begin(configMap, cluster, interrupted.signal, stopping);
    verdict.catch(() => undefined);
    await cluster.clock.advance(0);
    interrupted.abort(new Error("interrupted"));
    await expect(verdict).rejects.toThrow("interrupted");
    expect(log(cluster)).toEqual([...off, ...on]);
  });

  it("is told where it cannot be put back, and the verdict stays what it is", async () => {
    const cluster = fakeCluster(node, pod);
    cluster.answers.startNode = () => Promise.reject(new Error("docker is gone"));
    const { told, verdict } = begin(configMap, cluster, undefined, stopping);
    await cluster.clock.advance(20_000);
    expect((await verdict).status).toBe("pass");
    expect(told.at(-1)).toBe("node one is stopped and could not be put back: docker is gone");
    expect(log(cluster)).toEqual([...off, ...on]);
  });
});
