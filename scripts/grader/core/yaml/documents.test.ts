import { describe, expect, it } from "vitest";
import type { Path } from "#core/path.ts";
import { readYaml } from "./documents.ts";

/** `line:column code`, and what else the issue says. */
function refusal(text: string): string {
  const { documents, issues } = readYaml("web.yaml", text);
  expect(documents).toEqual([]);
  return issues
    .map(
      ({ code, location: { line, column }, actual, expected }) =>
        `${line}:${column} ${code} ${JSON.stringify({ actual, expected })}`,
    )
    .join("\n");
}

function values(text: string): unknown[] {
  const { documents, issues } = readYaml("web.yaml", text);
  expect(issues).toEqual([]);
  return documents.map(({ value }) => value);
}

function place(text: string, path: Path, part?: "key" | "value"): string {
  const [document] = readYaml("web.yaml", text).documents;
  const { file, line, column } = document!.locate(path, part);
  return `${file}:${line}:${column}`;
}

describe("what is refused, and where", () => {
  it("nothing in it", () => {
    expect(refusal("")).toMatchInlineSnapshot(`"1:1 empty-file {}"`);
    expect(refusal("# only a comment\n")).toMatchInlineSnapshot(`"1:1 empty-file {}"`);
    expect(refusal("---\n---\n")).toMatchInlineSnapshot(`"1:1 empty-file {}"`);
    expect(refusal("~\n")).toMatchInlineSnapshot(`"1:1 empty-file {}"`);
  });

  it("tabs that indent", () => {
    expect(refusal("spec:\n\treplicas: 1\n")).toMatchInlineSnapshot(`"2:1 tab-indentation {}"`);
    expect(refusal("spec:\n  a: 1\n  \tb: 2\n")).toMatchInlineSnapshot(`"3:3 tab-indentation {}"`);
    expect(refusal("\tspec: 1\n")).toMatchInlineSnapshot(`"1:1 tab-indentation {}"`);
  });

  it("what is not YAML", () => {
    expect(refusal("kind Deployment\nname: web\n")).toMatchInlineSnapshot(
      `"1:1 yaml-syntax {"actual":"Implicit keys need to be on a single line","expected":"a colon and a space between each key and its value"}"`,
    );
    expect(refusal("name: web: two\n")).toMatchInlineSnapshot(
      `"1:7 yaml-syntax {"actual":"Nested mappings are not allowed in compact mappings","expected":"one key on a line, each level indented alike, and quotes around text with a colon in it"}"`,
    );
    expect(refusal("spec:\n  a: 1\n b: 2\n")).toMatchInlineSnapshot(
      `"3:1 yaml-syntax {"actual":"All mapping items must start at the same column","expected":"each level indented by the same number of spaces"}"`,
    );
    expect(refusal("args: [one, two\n")).toMatchInlineSnapshot(
      `"2:1 yaml-syntax {"actual":"Flow sequence in block collection must be sufficiently indented and end with a ]","expected":"every quote and bracket closed"}"`,
    );
    expect(refusal("name: 'web\n")).toMatchInlineSnapshot(
      `"2:1 yaml-syntax {"actual":"Missing closing 'quote","expected":"every quote and bracket closed"}"`,
    );
    expect(refusal('name: "\\q"\n')).toMatchInlineSnapshot(
      `"1:8 yaml-syntax {"actual":"Invalid escape sequence \\\\q"}"`,
    );
    expect(refusal("name: @web\n")).toMatchInlineSnapshot(
      `"1:7 yaml-syntax {"actual":"Plain value cannot start with reserved character @"}"`,
    );
    expect(refusal("- a\nb: 1\n")).toMatchInlineSnapshot(
      `"2:1 yaml-syntax {"actual":"Unexpected scalar at node end"}"`,
    );
    expect(refusal("a: *nowhere\n")).toMatchInlineSnapshot(`"1:4 yaml-syntax {"actual":"*nowhere names no anchor"}"`);
    expect(refusal("a: b\u0007\n")).toMatchInlineSnapshot(
      `"1:5 yaml-syntax {"actual":"Control character U+0007","expected":"only characters that can be printed"}"`,
    );
    expect(refusal("a: 1\r\nb: \u001b[31m\r\n")).toMatchInlineSnapshot(
      `"2:4 yaml-syntax {"actual":"Control character U+001B","expected":"only characters that can be printed"}"`,
    );
  });

  it("a key that is there twice", () => {
    expect(refusal("a: 1\nb: 2\na: 3\n")).toMatchInlineSnapshot(`"3:1 duplicate-key {"actual":"a"}"`);
    expect(refusal("a: {b: 1, 'c d': 2, \"c d\": 3}\n")).toMatchInlineSnapshot(`"1:21 duplicate-key {"actual":"c d"}"`);
    expect(refusal("a: 1\r\nb:\r\n  c: 1\r\n  c: 2\r\n")).toMatchInlineSnapshot(`"4:3 duplicate-key {"actual":"c"}"`);
  });

  it("what JSON does not have", () => {
    expect(refusal("a:\n  b: .nan\n")).toMatchInlineSnapshot(`"2:6 unsupported-yaml {"actual":".nan"}"`);
    expect(refusal("a: -.inf\n")).toMatchInlineSnapshot(`"1:4 unsupported-yaml {"actual":"-.inf"}"`);
    expect(refusal("? [a]\n: b\n")).toMatchInlineSnapshot(`"1:3 unsupported-yaml {"actual":"a list or a map as key"}"`);
    expect(refusal("a: 1\n~: b\n")).toMatchInlineSnapshot(`"2:1 unsupported-yaml {"actual":"nothing as key"}"`);
    expect(refusal("%YAML 1.1\n---\na: 1\n")).toMatchInlineSnapshot(`"1:1 unsupported-yaml {"actual":"%YAML"}"`);
  });

  it("a tag that does not fit to its value", () => {
    expect(refusal("a: !!int 5.5\n")).toMatchInlineSnapshot(
      `"1:4 yaml-syntax {"actual":"The value cannot be decoded as !!int"}"`,
    );
    expect(refusal("a: !!float abc\n")).toMatchInlineSnapshot(
      `"1:4 yaml-syntax {"actual":"The value cannot be decoded as !!float"}"`,
    );
    expect(refusal("a: !!bool maybe\n")).toMatchInlineSnapshot(
      `"1:4 yaml-syntax {"actual":"The value cannot be decoded as !!bool"}"`,
    );
    expect(refusal("a: !!null a\n")).toMatchInlineSnapshot(
      `"1:4 yaml-syntax {"actual":"The value cannot be decoded as !!null"}"`,
    );
    expect(refusal("a: !!binary a%\n")).toMatchInlineSnapshot(
      `"1:4 yaml-syntax {"actual":"!!binary value contains invalid base64 data"}"`,
    );
    expect(refusal("a: !e!foo 1\n")).toMatchInlineSnapshot(
      `"1:4 yaml-syntax {"actual":"Could not resolve tag: !e!foo"}"`,
    );
  });

  it("a merge of what is no map, of itself, or twice", () => {
    expect(refusal("a: {<<: 5}\n")).toMatchInlineSnapshot(
      `"1:5 yaml-syntax {"actual":"Map merge requires map or sequence of maps as the value"}"`,
    );
    expect(refusal("a: {<<: [{b: 1}, null]}\n")).toMatchInlineSnapshot(
      `"1:5 yaml-syntax {"actual":"Map merge requires map or sequence of maps as the value"}"`,
    );
    expect(refusal("a: {<<: [[{b: 1}]]}\n")).toMatchInlineSnapshot(
      `"1:5 yaml-syntax {"actual":"Map merge requires map or sequence of maps as the value"}"`,
    );
    expect(refusal("a: {<<: *b}\n")).toMatchInlineSnapshot(`"1:9 yaml-syntax {"actual":"*b names no anchor"}"`);
    expect(refusal("a: &a {<<: *a}\n")).toMatchInlineSnapshot(`"1:12 alias-bomb {"actual":"*a"}"`);
    expect(refusal("a: {<<: {b: 1}, <<: {c: 1}}\n")).toMatchInlineSnapshot(`"1:17 duplicate-key {"actual":"<<"}"`);
  });

  it("too much nesting, before the parser sees it", () => {
    expect(refusal(`a: ${"[".repeat(10_000)}`)).toMatchInlineSnapshot(`"1:54 too-deep {"expected":50}"`);
    expect(refusal(`a: 1\nb: ${"{x: ".repeat(60)}`)).toMatchInlineSnapshot(`"2:204 too-deep {"expected":50}"`);
    expect(refusal(`${"- ".repeat(10_000)}a\n`)).toMatchInlineSnapshot(`"1:101 too-deep {"expected":50}"`);
    expect(refusal(`${"? ".repeat(10_000)}a\n`)).toMatchInlineSnapshot(`"1:101 too-deep {"expected":50}"`);
    expect(refusal(`a: "two\n  lines"\nb: [[[${"[".repeat(60)}`)).toMatchInlineSnapshot(
      `"3:54 too-deep {"expected":50}"`,
    );
  });

  it("too much nesting by indentation and by aliases", () => {
    const lines = Array.from({ length: 60 }, (_, depth) => `${" ".repeat(depth)}k:`);
    expect(refusal(lines.join("\n"))).toMatchInlineSnapshot(`"51:51 too-deep {"expected":50}"`);
    const links = Array.from({ length: 60 }, (_, index) => `a${index + 1}: &a${index + 1} {k: *a${index}}`);
    expect(refusal(["a0: &a0 {k: 1}", ...links].join("\n"))).toMatchInlineSnapshot(`"50:15 too-deep {"expected":50}"`);
  });

  it("aliases that grow without measure", () => {
    const laughs = Array.from({ length: 30 }, (_, index) => `l${index + 1}: &l${index + 1} [*l${index}, *l${index}]`);
    expect(refusal(["l0: &l0 [lol]", ...laughs].join("\n"))).toMatchInlineSnapshot(`"16:11 alias-bomb {}"`);
    const list = Array.from({ length: 2000 }, () => "x").join(",");
    const uses = Array.from({ length: 90 }, () => "*l").join(",");
    expect(refusal(`list: &l [${list}]\nmany: [${uses}]\n`)).toMatchInlineSnapshot(`"2:7 alias-bomb {}"`);
    expect(refusal(`a: &a 1\nb: [${Array.from({ length: 20_000 }, () => "*a").join(",")}]`)).toMatchInlineSnapshot(
      `"2:305 alias-bomb {"actual":"*a"}"`,
    );
    expect(refusal("a: &a [*a]\n")).toMatchInlineSnapshot(`"1:8 alias-bomb {"actual":"*a"}"`);
  });
});

describe("what is read", () => {
  it("is what kubectl reads: words and numbers", () => {
    expect(
      values("a: [yes, No, on, OFF, y, N, true, False, 017, 0o17, 0x1F, 1_000, -5, 08, 1e3, .5, 1:30, 2024-01-01, ~]"),
    ).toMatchInlineSnapshot(`
      [
        {
          "a": [
            true,
            false,
            true,
            false,
            true,
            false,
            true,
            false,
            15,
            15,
            31,
            1000,
            -5,
            8,
            1000,
            0.5,
            "1:30",
            "2024-01-01",
            null,
          ],
        },
      ]
    `);
    expect(values("a: ['yes', \"017\", v1, 1.29, 1.2.3, 0.0.0.0, 1Gi, 0b11, +1]")).toMatchInlineSnapshot(`
      [
        {
          "a": [
            "yes",
            "017",
            "v1",
            1.29,
            "1.2.3",
            "0.0.0.0",
            "1Gi",
            3,
            1,
          ],
        },
      ]
    `);
  });

  it("may be long, as long as it is not deep", () => {
    expect(values("- - a\n".repeat(60))).toEqual([Array.from({ length: 60 }, () => ["a"])]);
    expect(values(`a: [${"[],".repeat(60)}]`)).toEqual([{ a: Array.from({ length: 60 }, () => []) }]);
  });

  it("may have a key that looks like a merge, in quotes", () => {
    expect(values('"<<": 1')).toEqual([{ "<<": 1 }]);
  });

  it("makes text of keys, as kubectl does", () => {
    expect(values("1: a\non: b\n'y': c\n__proto__: d\n010: e\n1.0e1: f\n? g\n: h\n'~': i\n")).toEqual([
      Object.fromEntries([
        ["1", "a"],
        ["true", "b"],
        ["y", "c"],
        ["__proto__", "d"],
        ["8", "e"],
        ["10", "f"],
        ["g", "h"],
        ["~", "i"],
      ]),
    ]);
  });

  it("decodes tags as kubectl does, and passes over those that it does not know", () => {
    expect(
      values(`a: [!!str 5, !!int "5", !!float 3, !!bool "yes", !!null "", !!binary aMO8, !!str , ! 7, !!timestamp 2020-01-01]
b: [!env HOME, !<tag:yaml.org,2002:str> 8, !!set {a}, !!omap [a: 1], !Ref {c: 2}, !!python/x 1, !!str yes]
`),
    ).toEqual([
      {
        a: ["5", 5, 3, true, null, "hü", "", "7", "2020-01-01"],
        b: ["HOME", "8", { a: null }, [{ a: 1 }], { c: 2 }, "1", "yes"],
      },
    ]);
  });

  it("takes in what is merged, whose entries give way to those of the map and of earlier ones", () => {
    const text = [
      "a: &a {p: 1, q: {r: 2}}",
      "b: &b {<<: *a, p: 3, s: 4}",
      "c:",
      "  p: 5",
      "  <<: [*b, {t: 6, s: 7}]",
      "",
    ].join("\n");
    expect(values(text)).toEqual([
      {
        a: { p: 1, q: { r: 2 } },
        b: { p: 3, q: { r: 2 }, s: 4 },
        c: { p: 5, q: { r: 2 }, s: 4, t: 6 },
      },
    ]);
    expect(place(text, ["c", "q", "r"])).toBe("web.yaml:1:21");
    expect(place(text, ["c", "p"])).toBe("web.yaml:4:6");
    expect(place(text, ["c", "t"])).toBe("web.yaml:5:16");
    expect(place(text, ["c", "s"], "key")).toBe("web.yaml:2:22");
    expect(place(text, ["c", "u"])).toBe("web.yaml:3:1");
  });

  it("takes what is too large for a number as text", () => {
    expect(values("a: [1e400, -1e400, 1e308, 0o8, 1e5_0, 1_0.5_0]")).toEqual([
      { a: ["1e400", "-1e400", 1e308, "0o8", 1e50, 10.5] },
    ]);
  });

  it("follows aliases", () => {
    expect(values("a: &a {x: [1]}\nb: *a\nc: [*a, *a]\n")).toMatchInlineSnapshot(`
      [
        {
          "a": {
            "x": [
              1,
            ],
          },
          "b": {
            "x": [
              1,
            ],
          },
          "c": [
            {
              "x": [
                1,
              ],
            },
            {
              "x": [
                1,
              ],
            },
          ],
        },
      ]
    `);
  });

  it("leaves empty documents out", () => {
    expect(values("---\na: 1\n---\n---\nb: 2\n...\n")).toMatchInlineSnapshot(`
      [
        {
          "a": 1,
        },
        {
          "b": 2,
        },
      ]
    `);
  });

  it("is the same with other line ends, with tabs that indent nothing, and with byte order marks", () => {
    expect(values("a: 1\rb:\r  - c\r")).toEqual([{ a: 1, b: ["c"] }]);
    expect(values("\uFEFFa: 1\n---\n\uFEFFb: 2\n")).toEqual([{ a: 1 }, { b: 2 }]);
    expect(values('{\n\t"a":\t1,\n\t"b": [\n\t\t"c"\n\t]\n}\n')).toEqual([{ a: 1, b: ["c"] }]);
    expect(values("a:\t1 \t# one\n")).toEqual([{ a: 1 }]);
  });

  it("is the same with CRLF and with a byte order mark", () => {
    expect(values("\uFEFFa: 1\r\nb:\r\n  - c\r\n")).toMatchInlineSnapshot(`
      [
        {
          "a": 1,
          "b": [
            "c",
          ],
        },
      ]
    `);
  });
});

describe("where a field stands", () => {
  const text = [
    "spec:",
    "  replicas: 3",
    "  empty:",
    "  template: &t",
    "    containers:",
    "      - name: web",
    "        image: nginx",
    "      - {name: log, image: busybox}",
    "  again: *t",
    "",
  ].join("\n");

  it("is its value, or its key where that is asked for or the value has no place of its own", () => {
    expect(place(text, ["spec", "replicas"])).toBe("web.yaml:2:13");
    expect(place(text, ["spec", "replicas"], "key")).toBe("web.yaml:2:3");
    expect(place(text, ["spec", "empty"])).toBe("web.yaml:3:3");
    expect(place(text, ["spec"])).toBe("web.yaml:1:1");
    expect(place(text, [])).toBe("web.yaml:1:1");
  });

  it("is found in lists and in flow style", () => {
    expect(place(text, ["spec", "template", "containers", 0])).toBe("web.yaml:6:9");
    expect(place(text, ["spec", "template", "containers", 0, "image"])).toBe("web.yaml:7:16");
    expect(place(text, ["spec", "template", "containers", 1, "image"])).toBe("web.yaml:8:28");
  });

  it("is the nearest field around it, if it is missing", () => {
    expect(place(text, ["spec", "selector", "matchLabels"])).toBe("web.yaml:1:1");
    expect(place(text, ["spec", "template", "containers", 0, "ports", 0])).toBe("web.yaml:6:9");
    expect(place(text, ["spec", "template", "containers", 7])).toBe("web.yaml:5:5");
    expect(place(text, ["spec", "replicas", "deeper"])).toBe("web.yaml:2:13");
    expect(place(text, ["nowhere"])).toBe("web.yaml:1:1");
  });

  it("is where the anchor stands, behind an alias", () => {
    expect(place(text, ["spec", "again"])).toBe("web.yaml:9:3");
    expect(place(text, ["spec", "again", "containers", 0, "image"])).toBe("web.yaml:7:16");
  });

  it("is counted in lines and characters with CRLF too", () => {
    expect(place(text.replaceAll("\n", "\r\n"), ["spec", "template", "containers", 0, "image"])).toBe("web.yaml:7:16");
  });

  it("is in the document that it was asked of", () => {
    const [, second] = readYaml("web.yaml", "a: 1\n---\n\nb: 2\n").documents;
    expect(second!.locate(["b"])).toEqual({ file: "web.yaml", line: 4, column: 4 });
  });
});
