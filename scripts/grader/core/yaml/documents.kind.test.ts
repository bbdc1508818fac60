import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import spawn, { SubprocessError } from "nano-spawn";
import { expect, test } from "vitest";
import { describeWithKubeconfig } from "#clusters/kind/testing/describe.ts";
import type { JsonMap } from "#core/json.ts";
import { readYaml } from "./documents.ts";

/** Values that YAML reads in one way or another. */
const values =
  `1 1.0 1e3 1E3 1e+3 1e-3 .5 5. +.5 +1 -1 0644 0o644 0b11 0x1F 0X1f 1_000 1_000.5 _1 1__0 1:20 12:30:45 1:20.5
  yes Yes YES yEs y Y n N on On ON off no No true True TRUE tRue false ~ null Null NULL nULL 2020-01-01 2020-01-01T00:00:00Z 1e 0x 09 08.5
  00 -0x10 +0x10 -0b1 -0o7 0o8 0B1 0O7 1e400 9007199254740993 -9223372036854775808 0.1 1.10 100m 64Mi 1e3Mi 0.50 = 0x_f 0_7 07_7
  1.5e3 1.e3 -.5 -5. 0. . + 0b 0o 1e3.5 1_e3 1._5 .inf -.inf .nan .NaN '1' "yes" ""`
    .split(/\s+/)
    .concat(
      "!!str 5",
      '!!int "5"',
      "!!float 3",
      '!!bool "yes"',
      '!!null ""',
      "!!binary aMO8",
      "! 7",
      "!env HOME",
      "!!python/x 1",
    )
    .concat(
      "!!set {a}",
      "!!omap [a: 1]",
      "!Ref {c: 2}",
      "!!str [a]",
      "!!int 5.5",
      "!!int a",
      "!!float abc",
      "!!null a",
      "!!bool maybe",
    )
    .concat(
      "!!binary a%",
      "!<tag:yaml.org,2002:str> 8",
      "!e!foo 1",
      "[a, b,]",
      "{a: 1,}",
      "{a}",
      "[a: 1]",
      "{? a : b}",
      "{1: a, 1.5: b}",
    )
    .concat(
      "{on: a, 010: b}",
      "{~: a}",
      "{[a]: b}",
      "{{ a }}",
      "{<<: {a: 1}, b: 2}",
      "{<<: [{a: 1}, {a: 2, b: 3}], b: 4}",
      "{<<: 5}",
    )
    .concat(
      "{<<: }",
      "{<<: [[{a: 1}]]}",
      '{"<<": 1}',
      "&a [1, *a]",
      "*nowhere",
      "[&a 1, &a 2, *a]",
      "[&a {b: 1}, {<<: *a}]",
      "a\t# b",
    )
    .concat(
      "|\n  a\n  b",
      ">\n  a\n  b",
      "|-\n  a",
      "|+\n  a\n",
      "- a",
      "a: b",
      "'a",
      "[a",
      "@a",
      "%a",
      "a #b",
      '"\\q"',
      '"\\x41"',
    );

/** Files as a whole; `HEAD` and `A: 1` are in each that is read. */
const HEAD = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: NAME }\n";
const files = [
  `--- # first\n${HEAD}a: 1\n`,
  `${HEAD}a: 1\n...\n`,
  `${HEAD.replaceAll("\n", "\r\n")}a: 1\r\n`,
  `${HEAD.replaceAll("\n", "\r")}a: 1\r`,
  `\uFEFF${HEAD}a: 1\n`,
  `---\n\uFEFF${HEAD}a: 1\n`,
  `%YAML 1.1\n---\n${HEAD}a: 1\n`,
  `%YAML 1.2\n---\n${HEAD}a: 1\n`,
  `%FOO bar\n---\n${HEAD}a: 1\n`,
  `${HEAD}a:\t1\n`,
  `${HEAD}a:\n\t- 1\n`,
  `{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "NAME"},\n\t"a": 1\n}`,
];

describeWithKubeconfig("what kubectl reads in a file", (kubeconfig) => {
  test("is what we read, and what it does not take we refuse", async () => {
    const texts = [...values.map((value) => `${HEAD}a: ${value}\n`), ...files];
    const named = texts.map((text, index) => ({ name: `text-${index}`, text: text.replace("NAME", `text-${index}`) }));
    const read = await readByKubectl(named, kubeconfig);
    const unlike = named.flatMap(({ name, text }) => {
      const { documents, issues } = readYaml(name, text);
      const ours = issues.length > 0 ? "refused" : (documents[0]!.value as JsonMap)["a"];
      const theirs = read.get(name);
      return JSON.stringify(ours) === JSON.stringify(theirs) ? [] : [{ text, ours, theirs }];
    });
    expect(unlike).toEqual([]);
  });
});

/** The field `a` of each file, or that kubectl refuses it. */
async function readByKubectl(
  texts: readonly { name: string; text: string }[],
  kubeconfig: string,
): Promise<Map<string, unknown>> {
  const folder = await mkdtemp(join(tmpdir(), "kubectl-reads-"));
  try {
    await Promise.all(texts.map(({ name, text }) => writeFile(join(folder, `${name}.yaml`), text)));
    const args = ["create", "--dry-run=client", "--validate=false", "--output=json", `--filename=${folder}`];
    const printed = await spawn("kubectl", args, { env: { KUBECONFIG: kubeconfig } }).then(
      ({ stdout }) => stdout,
      (error: unknown) => {
        if (error instanceof SubprocessError) return error.stdout;
        throw error;
      },
    );
    const objects = JSON.parse(`[${printed.replaceAll(/^}\n{/gm, "},{")}]`) as (JsonMap & {
      metadata: { name: string };
    })[];
    const found = new Map(objects.map(({ metadata, a }) => [metadata.name, a] as const));
    return new Map(texts.map(({ name }) => [name, found.has(name) ? found.get(name) : "refused"]));
  } finally {
    await rm(folder, { recursive: true });
  }
}
