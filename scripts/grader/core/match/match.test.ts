import { describe, expect, it } from "vitest";
import type { Json } from "#core/json.ts";
import { pathText } from "#core/path.ts";
import { type FieldMeanings, match } from "./match.ts";

const unkeyed: FieldMeanings = { listKeys: () => undefined, isQuantity: () => false };
const keyed: FieldMeanings = {
  listKeys: (path) =>
    ({ containers: ["name"], ports: ["containerPort", "protocol"] })[pathText(path).replace(/.*[.\]]/, "")],
  isQuantity: () => false,
};

it("lets maps have more than is expected", () => {
  expect(
    match({ spec: { replicas: 3 } }, { kind: "Deployment", spec: { replicas: 3, paused: false } }, unkeyed),
  ).toEqual([]);
});

it("gives every field that differs with both values", () => {
  const expected = { spec: { replicas: 3, paused: true }, status: { ready: 3 } };
  expect(match(expected, { spec: { replicas: 1 }, status: null }, unkeyed)).toMatchInlineSnapshot(`
    [
      {
        "actual": 1,
        "expected": 3,
        "path": "spec.replicas",
      },
      {
        "expected": true,
        "path": "spec.paused",
      },
      {
        "actual": null,
        "expected": {
          "ready": 3,
        },
        "path": "status",
      },
    ]
  `);
});

it("does not take one type for another", () => {
  expect(match({ replicas: "3" }, { replicas: 3 }, unkeyed)).toMatchInlineSnapshot(`
    [
      {
        "actual": 3,
        "expected": "3",
        "path": "replicas",
      },
    ]
  `);
  expect(match({ data: {} }, { data: [] }, unkeyed)).toMatchInlineSnapshot(`
    [
      {
        "actual": [],
        "expected": {},
        "path": "data",
      },
    ]
  `);
  expect(match({ list: [1] }, { list: { 0: 1 } }, unkeyed)).toMatchInlineSnapshot(`
    [
      {
        "actual": {
          "0": 1,
        },
        "expected": [
          1,
        ],
        "path": "list",
      },
    ]
  `);
  expect(match({ value: null }, {}, unkeyed)).toMatchInlineSnapshot(`
    [
      {
        "expected": null,
        "path": "value",
      },
    ]
  `);
});

it("finds nothing through the prototype", () => {
  expect(match({ constructor: {}, toString: {} }, {}, unkeyed)).toMatchInlineSnapshot(`
    [
      {
        "expected": {},
        "path": "constructor",
      },
      {
        "expected": {},
        "path": "toString",
      },
    ]
  `);
  expect(match(JSON.parse('{"__proto__": {"polluted": true}}'), {}, unkeyed)).toMatchInlineSnapshot(`
    [
      {
        "expected": {
          "polluted": true,
        },
        "path": "__proto__",
      },
    ]
  `);
});

it("matches the items of a keyed list in any order, and lets it have more", () => {
  const expected = { containers: [{ name: "web", image: "nginx" }] };
  const actual: Json = {
    containers: [
      { name: "log", image: "busybox" },
      { name: "web", image: "nginx", tty: true },
    ],
  };
  expect(match(expected, actual, keyed)).toEqual([]);
  expect(match(expected, { containers: [{ name: "log" }, { name: "web", image: "httpd" }] }, keyed))
    .toMatchInlineSnapshot(`
    [
      {
        "actual": "httpd",
        "expected": "nginx",
        "path": "containers[1].image",
      },
    ]
  `);
});

it("says which item of a keyed list is missing", () => {
  expect(match({ containers: [{ name: "web", image: "nginx" }] }, { containers: [{ name: "log" }] }, keyed))
    .toMatchInlineSnapshot(`
    [
      {
        "expected": {
          "image": "nginx",
          "name": "web",
        },
        "path": "containers",
      },
    ]
  `);
  expect(match({ containers: [{ image: "nginx" }] }, { containers: [{ name: "web", image: "nginx" }] }, keyed))
    .toMatchInlineSnapshot(`
    [
      {
        "expected": {
          "image": "nginx",
        },
        "path": "containers",
      },
    ]
  `);
});

it("compares the keys that the expected item has", () => {
  const actual: Json = {
    ports: [
      { containerPort: 80, protocol: "UDP" },
      { containerPort: 80, protocol: "TCP", name: "http" },
    ],
  };
  expect(match({ ports: [{ containerPort: 80, protocol: "TCP", name: "http" }] }, actual, keyed)).toEqual([]);
  expect(match({ ports: [{ containerPort: 80, protocol: "SCTP" }] }, actual, keyed)).toMatchInlineSnapshot(`
    [
      {
        "expected": {
          "containerPort": 80,
          "protocol": "SCTP",
        },
        "path": "ports",
      },
    ]
  `);
});

it("compares other lists item by item in their order", () => {
  expect(match({ args: ["a", "b"] }, { args: ["a", "b"] }, keyed)).toEqual([]);
  expect(match({ args: ["a", "b"] }, { args: ["b", "a"] }, keyed)).toMatchInlineSnapshot(`
    [
      {
        "actual": "b",
        "expected": "a",
        "path": "args[0]",
      },
      {
        "actual": "a",
        "expected": "b",
        "path": "args[1]",
      },
    ]
  `);
  expect(match({ args: ["a"] }, { args: ["a", "b"] }, keyed)).toMatchInlineSnapshot(`
    [
      {
        "actual": [
          "a",
          "b",
        ],
        "expected": [
          "a",
        ],
        "path": "args",
      },
    ]
  `);
  expect(match({ args: [] }, {}, keyed)).toMatchInlineSnapshot(`
    [
      {
        "expected": [],
        "path": "args",
      },
    ]
  `);
});

describe("a list for which it is said how to compare it", () => {
  const of = (expected: Json, actual: Json) =>
    match({ list: expected }, { list: actual }, keyed).map(
      (mismatch) => `${mismatch.path}: ${JSON.stringify(mismatch.expected)}, found ${JSON.stringify(mismatch.actual)}`,
    );

  it("exactly: these items in this order, and no other", () => {
    expect(of({ exactly: ["a", "b"] }, ["a", "b"])).toEqual([]);
    expect(of({ exactly: ["a", "b"] }, ["a", "b", "c"])).toEqual(['list: {"exactly":["a","b"]}, found ["a","b","c"]']);
    expect(of({ exactly: ["a", "b"] }, ["b", "a"])).toEqual(['list[0]: "a", found "b"', 'list[1]: "b", found "a"']);
    expect(of({ exactly: [] }, [])).toEqual([]);
  });

  it("contains: these among others, in any order", () => {
    expect(of({ contains: [{ a: 1 }] }, [{ b: 2 }, { a: 1, b: 3 }])).toEqual([]);
    expect(of({ contains: ["a", "b"] }, ["b"])).toEqual(['list: {"contains":["a"]}, found ["b"]']);
    expect(of({ contains: ["a", "a"] }, ["a", "b"])).toEqual(['list: {"contains":["a"]}, found ["a","b"]']);
  });

  it("unordered: these and no other, in any order, each item another one", () => {
    expect(of({ unordered: ["a", "b"] }, ["b", "a"])).toEqual([]);
    expect(of({ unordered: [{ a: 1 }, { a: 1, b: 2 }] }, [{ a: 1, b: 2 }, { a: 1 }])).toEqual([]);
    expect(of({ unordered: ["a"] }, ["a", "b"])).toEqual(['list: {"unordered":["a"]}, found ["a","b"]']);
    expect(of({ unordered: ["a", "a"] }, ["a", "b"])).toEqual(['list: {"unordered":["a","a"]}, found ["a","b"]']);
  });

  it("must be a list", () => {
    expect(of({ contains: [] }, {})).toEqual(['list: {"contains":[]}, found {}']);
    expect(match({ contains: ["a"] }, undefined, keyed)).toEqual([{ path: "", expected: { contains: ["a"] } }]);
    // A map with such a key among others, or with no list there, is a map.
    expect(of({ contains: "a" }, { contains: "a", b: 1 })).toEqual([]);
    expect(of({ contains: ["a"], exactly: ["b"] }, { contains: ["a"], exactly: ["b"] })).toEqual([]);
  });
});
