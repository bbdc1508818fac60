import { describe, expect, it } from "vitest";
import { expressionProblem, fillTemplate, templateExpressions, unsatisfied } from "./expression.ts";

const object = {
  spec: { replicas: 3, template: { containers: [{ name: "web", image: "nginx:1.29" }] } },
  status: { readyReplicas: 2, ratio: 0.5, conditions: [{ type: "Available", status: "False" }] },
};

describe("what does not hold", () => {
  const of = (source: string) => unsatisfied(source, { object });

  it("is nothing for what is true", () => {
    expect(of("object.spec.replicas == 3 && object.status.readyReplicas < 3")).toEqual([]);
    expect(of("object.spec.replicas / 2 == 1")).toEqual([]);
    expect(of("object.status.ratio == 0.5")).toEqual([]);
    expect(of('condition(object, "Available") == "False"')).toEqual([]);
    expect(of('condition(object, "Progressing") == ""')).toEqual([]);
    expect(of("object.status.missing == 1 || true")).toEqual([]);
    expect(of("object.status.?missing.orValue(0) == 0")).toEqual([]);
  });

  it("shows both sides of a comparison", () => {
    expect(of("object.status.readyReplicas == object.spec.replicas")).toMatchInlineSnapshot(`
      [
        {
          "actual": 2,
          "expected": 3,
          "path": "object.status.readyReplicas",
        },
      ]
    `);
    expect(of("object.status.readyReplicas >= 3")).toMatchInlineSnapshot(`
      [
        {
          "actual": 2,
          "expected": ">= 3",
          "path": "object.status.readyReplicas",
        },
      ]
    `);
    expect(of('object.spec.template.containers[0].image != "nginx:1.29"')).toMatchInlineSnapshot(`
      [
        {
          "actual": "nginx:1.29",
          "expected": "!= "nginx:1.29"",
          "path": "object.spec.template.containers[0].image",
        },
      ]
    `);
  });

  it("shows the value of what is no comparison", () => {
    expect(of('object.spec.template.containers.exists(c, c.name == "log")')).toMatchInlineSnapshot(`
      [
        {
          "actual": false,
          "expected": true,
          "path": "object.spec.template.containers.exists(c, c.name == "log")",
        },
      ]
    `);
    expect(of("object.spec.replicas")).toMatchInlineSnapshot(`
      [
        {
          "actual": 3,
          "expected": true,
          "path": "object.spec.replicas",
        },
      ]
    `);
    expect(of("object.status.readyReplicas == 3 || object.spec.replicas == 1")).toMatchInlineSnapshot(`
      [
        {
          "actual": false,
          "expected": true,
          "path": "object.status.readyReplicas == 3 || object.spec.replicas == 1",
        },
      ]
    `);
  });

  it("takes && apart", () => {
    expect(of("object.spec.replicas == 3 && object.status.readyReplicas == 3 && (object.spec.replicas == 4 && true)"))
      .toMatchInlineSnapshot(`
      [
        {
          "actual": 2,
          "expected": 3,
          "path": "object.status.readyReplicas",
        },
        {
          "actual": 3,
          "expected": 4,
          "path": "object.spec.replicas",
        },
      ]
    `);
  });

  it("finds nothing in fields and items that are not there", () => {
    expect(of("object.status.updatedReplicas == 3")).toMatchInlineSnapshot(`
      [
        {
          "expected": 3,
          "path": "object.status.updatedReplicas",
        },
      ]
    `);
    expect(of('object.status.phse != "Failed"')).toMatchInlineSnapshot(`
      [
        {
          "expected": "!= "Failed"",
          "path": "object.status.phse",
        },
      ]
    `);
    expect(of('!(object.status.phse == "Failed")')).toMatchInlineSnapshot(`
      [
        {
          "expected": true,
          "path": "!(object.status.phse == "Failed")",
        },
      ]
    `);
    expect(of("object.spec.template.containers[1].image == 'x'")).toMatchInlineSnapshot(`
      [
        {
          "expected": "x",
          "path": "object.spec.template.containers[1].image",
        },
      ]
    `);
    expect(of("object.spec.template.containers.size() == 2 && object.spec.template.containers[1].name == 'x'"))
      .toMatchInlineSnapshot(`
      [
        {
          "actual": 1,
          "expected": 2,
          "path": "object.spec.template.containers.size()",
        },
        {
          "expected": "x",
          "path": "object.spec.template.containers[1].name",
        },
      ]
    `);
    expect(of("object.status.readyReplicas == object.spec.missing")).toMatchInlineSnapshot(`
      [
        {
          "actual": 2,
          "expected": null,
          "path": "object.status.readyReplicas",
        },
      ]
    `);
  });

  it("does not hold where the types of what is there do not fit: the learner's doing, no error of ours", () => {
    expect(of("object.spec.template.containers[0].image > 3")).toMatchInlineSnapshot(`
      [
        {
          "actual": "nginx:1.29",
          "expected": "> 3",
          "path": "object.spec.template.containers[0].image",
        },
      ]
    `);
    expect(of("object.spec.replicas.startsWith('x')")).toMatchInlineSnapshot(`
      [
        {
          "actual": "found no matching overload for 'int.startsWith(string)'",
          "expected": true,
          "path": "object.spec.replicas.startsWith("x")",
        },
      ]
    `);
    expect(of("object.spec.replicas / 0 == 1")).toMatchInlineSnapshot(`
      [
        {
          "actual": "division by zero",
          "expected": 1,
          "path": "object.spec.replicas / 0",
        },
      ]
    `);
    expect(of("duration('90s') == duration('2m')")).toMatchInlineSnapshot(`
      [
        {
          "actual": "90s",
          "expected": "120s",
          "path": "duration("90s")",
        },
      ]
    `);
  });

  it("sees lists and responses", () => {
    const objects = [{ name: "a", ready: true }, { name: "b" }];
    expect(unsatisfied("objects.filter(o, has(o.ready)).size() == 2", { objects })).toMatchInlineSnapshot(`
      [
        {
          "actual": 1,
          "expected": 2,
          "path": "objects.filter(o, has(o.ready)).size()",
        },
      ]
    `);
    expect(unsatisfied("objects.all(o, o.ready)", { objects })).toMatchInlineSnapshot(`
      [
        {
          "expected": true,
          "path": "objects.all(o, o.ready)",
        },
      ]
    `);
    const responses = [
      { status: 200, body: "hi" },
      { status: undefined, body: undefined, error: "connection refused" },
    ];
    expect(unsatisfied("responses[1].status == 200", { responses })).toMatchInlineSnapshot(`
      [
        {
          "expected": 200,
          "path": "responses[1].status",
        },
      ]
    `);
    expect(unsatisfied("responses[1].error == 'timed out'", { responses })).toMatchInlineSnapshot(`
      [
        {
          "actual": "connection refused",
          "expected": "timed out",
          "path": "responses[1].error",
        },
      ]
    `);
  });

  it("takes text for text", () => {
    const hostile = { data: { a: "object.spec.replicas", b: "{object}", c: "') || true || ('" } };
    expect(unsatisfied("object.data.c == ''", { object: hostile })).toMatchInlineSnapshot(`
      [
        {
          "actual": "') || true || ('",
          "expected": "",
          "path": "object.data.c",
        },
      ]
    `);
    expect(fillTemplate("{object.data.b}", { object: hostile })).toBe("{object}");
  });
});

describe("messages", () => {
  it("are filled in", () => {
    expect(
      fillTemplate("{object.status.readyReplicas} of {object.spec.replicas} in {object.spec.template.containers[0]}", {
        object,
      }),
    ).toMatchInlineSnapshot(`"2 of 3 in {"name":"web","image":"nginx:1.29"}"`);
    expect(
      fillTemplate("{object.status.missing.deeper} and {object.spec.replicas / 0}", { object }),
    ).toMatchInlineSnapshot(`"none and division by zero"`);
    expect(fillTemplate("no braces", { object })).toBe("no braces");
  });

  it("give their expressions", () => {
    expect(templateExpressions("{a} of { b + 1 }, {}")).toEqual(["a", " b + 1 "]);
  });
});

describe("why an expression cannot be used", () => {
  it.each([
    ["object.a == 1", "object", undefined],
    ["object", "object", undefined],
    ["objects.all(o, o.ready)", "objects", undefined],
    ["responses.exists(r, r.status == 200)", "responses", undefined],
  ] as const)("%s over %s: not at all", (source, variable, problem) => {
    expect(expressionProblem(source, variable, "bool")).toBe(problem);
  });

  it("is said in one sentence", () => {
    const of = (source: string) => expressionProblem(source, "objects", "bool");
    expect(of("objects.size(")).toMatchInlineSnapshot(`"Unexpected token: EOF"`);
    expect(of("object.size() == 1")).toMatchInlineSnapshot(`"Unknown variable: object"`);
    expect(of("objects.size() == 'one'")).toMatchInlineSnapshot(`"no such overload: int == string"`);
    expect(of("objects.size()")).toMatchInlineSnapshot(`"it gives int, and a check needs true or false"`);
    expect(of("env('HOME') == ''")).toMatchInlineSnapshot(`"found no matching overload for 'env(string)'"`);
    expect(expressionProblem("objects.size()", "objects", "any")).toBe(undefined);
  });
});

it("takes a field that is null, and a list without items, for one that is not there", () => {
  const empty = { none: null, list: [], items: [{ list: [] }] };
  const of = (source: string) => unsatisfied(source, { object: empty, objects: [], facts: { pods: [] } });
  for (const source of [
    "object.list.all(item, item == 1)",
    "!object.list.exists(item, item == 1)",
    "object.items.all(item, item.list.all(one, one == 1))",
    "object.none.all(item, item == 1)",
  ])
    expect(of(source)).toEqual([{ path: source, expected: true }]);
  expect(of("!has(object.list) && !has(object.none) && objects.size() == 0 && facts.pods.size() == 0")).toEqual([]);
});

describe("facts", () => {
  const facts = { pods: [{ name: "secret" }], nodes: [] };
  const of = (source: string) =>
    unsatisfied(source, { object: { name: "web", pods: 3 }, facts }).map(
      ({ path, expected, actual }) => `${path}: ${JSON.stringify(expected)}, found ${JSON.stringify(actual)}`,
    );

  it.each([
    ["object.name == facts.pods[0].name", 'object.name: "what the cluster says", found "web"'],
    ["facts.pods[0].name == object.name", 'object.name: "what the cluster says", found "web"'],
    ["object.pods < facts.pods.size()", 'object.pods: "what the cluster says", found 3'],
    ["facts.pods.size() > object.pods", 'object.pods: "what the cluster says", found 3'],
    ["object.name in facts.pods.map(p, p.name)", 'object.name: "what the cluster says", found "web"'],
    ["object.missing == facts.pods[0].name", 'object.missing: "what the cluster says", found undefined'],
    ["facts.pods.size() >= 2", 'facts.pods.size(): ">= 2", found "another value"'],
    ["2 <= facts.pods.size()", 'facts.pods.size(): ">= 2", found "another value"'],
    ["facts.pods[0].name == facts.nodes[0].name", "facts.pods[0].name == facts.nodes[0].name: true, found undefined"],
    ["facts.pods.exists(p, p.name == object.name)", "facts.pods.exists(p, p.name == object.name): true, found false"],
  ])("are never shown: %s", (source, shown) => {
    expect(of(source)).toEqual([shown]);
    expect(of(source).join()).not.toContain("secret");
  });

  it("hold like everything else", () => {
    expect(
      of("facts.pods.size() == 1 && object.pods == facts.pods.size() + 2 && 'secret' in facts.pods.map(p, p.name)"),
    ).toEqual([]);
  });
});

describe("what means the same in Kubernetes", () => {
  const holds = (source: string, value?: unknown) => unsatisfied(source, { object: { value } });

  it("is one amount, in text or as a number", () => {
    for (const amount of ["50m", "0.05", "0.050", 0.05, "5e-2", "50000u", "+.05"])
      expect(holds('quantity(object.value) == quantity("50m")', amount)).toEqual([]);
    for (const amount of ["64Mi", "65536Ki", "67108864", 67_108_864, "0.0625Gi", "67108864000m"])
      expect(holds('quantity(object.value) == quantity("64Mi")', amount)).toEqual([]);
    expect(
      holds('quantity(object.value) <= quantity("1G") && quantity(object.value) > quantity("1M")', "64Mi"),
    ).toEqual([]);
    expect(holds('quantity(object.value) == quantity("50m")', "0.5")).toMatchInlineSnapshot(`
      [
        {
          "actual": 0.5,
          "expected": 0.05,
          "path": "quantity(object.value)",
        },
      ]
    `);
    expect(holds('quantity(object.value) == quantity("50m")', "fifty")).toMatchInlineSnapshot(`
      [
        {
          "actual": ""fifty" is no amount",
          "expected": 0.05,
          "path": "quantity(object.value)",
        },
      ]
    `);
    expect(holds('quantity(object.value) == quantity("50m")', true)).toMatchInlineSnapshot(`
      [
        {
          "actual": "true is no amount",
          "expected": 0.05,
          "path": "quantity(object.value)",
        },
      ]
    `);
    expect(holds('quantity(object.value) == quantity("50m")')).toMatchInlineSnapshot(`
      [
        {
          "expected": 0.05,
          "path": "quantity(object.value)",
        },
      ]
    `);
  });

  it("is one period of a schedule", () => {
    for (const schedule of ["0 */6 * * *", "@every 6h", "0 00,06,12,18 * * ?"])
      expect(holds('runsEvery(object.value, duration("6h"))', schedule)).toEqual([]);
    expect(holds('runsEvery(object.value, duration("6h"))', "* */6 * * *")).toMatchInlineSnapshot(`
      [
        {
          "actual": false,
          "expected": true,
          "path": "runsEvery(object.value, duration("6h"))",
        },
      ]
    `);
    expect(holds('runsEvery(object.value, duration("6h"))', 6)).toMatchInlineSnapshot(`
      [
        {
          "actual": "found no matching overload for 'runsEvery(int, google.protobuf.Duration)'",
          "expected": true,
          "path": "runsEvery(object.value, duration("6h"))",
        },
      ]
    `);
  });

  it("is one path", () => {
    for (const path of [
      "/var/lib/etcd",
      "/var/lib/etcd/",
      "/var//lib/./etcd",
      "/var/lib/x/../etcd",
      "/../var/lib/etcd//",
    ])
      expect(holds('cleanPath(object.value) == "/var/lib/etcd"', path)).toEqual([]);
    expect(holds('cleanPath(object.value) in ["/", "."]', "/../")).toEqual([]);
    expect(holds('cleanPath(object.value) == "../a"', "./.././b/../a/")).toEqual([]);
    expect(holds('cleanPath(object.value) == "."', "a/..")).toEqual([]);
    expect(holds('cleanPath(object.value) == "/var/lib/etcd"', "var/lib/etcd")).toMatchInlineSnapshot(`
      [
        {
          "actual": "var/lib/etcd",
          "expected": "/var/lib/etcd",
          "path": "cleanPath(object.value)",
        },
      ]
    `);
  });

  it("is an answer without the line end of a block", () => {
    expect(holds('object.value.trim() == "kubelet"', "kubelet\n")).toEqual([]);
  });
});
