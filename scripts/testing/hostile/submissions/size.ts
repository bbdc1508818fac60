import { file, type HostileSubmissions, solution } from "#testing/hostile/submission.ts";

/** Too much of everything. */
export const size: HostileSubmissions = {
  "brackets, 10,000 deep": {
    leadsTo: "fail, too-deep at 1:51",
    files: file(`${"[".repeat(10_000)}${"]".repeat(10_000)}`),
  },
  "braces, never closed": { leadsTo: "fail, too-deep at 1:204", files: file(`a: ${"{a: ".repeat(10_000)}`) },
  "dashes, 10,000 on a line": { leadsTo: "fail, too-deep at 1:101", files: file(`${"- ".repeat(10_000)}a`) },
  "indentation, 300 levels": {
    leadsTo: "fail, too-deep at 51:51",
    files: file(Array.from({ length: 300 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")),
  },
  "a billion laughs": { leadsTo: "fail, alias-bomb at 36:11", files: file(solution(), `l0: &l0 [lol]\n${laughs(30)}`) },
  "one list, 95 times": {
    leadsTo: "fail, alias-bomb at 22:4",
    files: file(solution(), `l: &l [${"x,".repeat(5000)}x]\nm: [${"*l,".repeat(94)}*l]`),
  },
  "20,000 aliases": {
    leadsTo: "fail, alias-bomb at 22:305",
    files: file(solution(), `a: &a x\nb: [${"*a,".repeat(20_000)}*a]`),
  },
  "an alias of itself": { leadsTo: "fail, alias-bomb at 21:8", files: file(solution(), "a: &a [*a]") },
  "4,000 labels": {
    leadsTo: "fail, fails three-pods-ready",
    files: file(
      solution({ replicas: "0", labels: Array.from({ length: 4000 }, (_, index) => `k${index}: v`).join(", ") }),
    ),
  },
  "6,000 documents": { leadsTo: "fail, too-many-documents at 42:1", files: file("---\na: 1\n".repeat(6000)) },
  "a megabyte": { leadsTo: "fail, file-too-large at 1:1", files: file(`# ${"x".repeat(2 ** 20)}\n`, solution()) },
  "30,000 flow items": { leadsTo: "fail, missing-field at 1:1", files: file(`a: [${"1,".repeat(30_000)}1]`) },
  "30,000 commas": { leadsTo: "fail, yaml-syntax at 1:6", files: file(`a: [${",".repeat(30_000)}`) },
  "30,000 colons": { leadsTo: "fail, yaml-syntax at 1:4", files: file(`a: ${": ".repeat(30_000)}`) },
  "8,000 errors": { leadsTo: "fail, yaml-syntax at 1:4", files: file("a: b: c\n".repeat(8000)) },
  "60,000 characters in a label": {
    leadsTo: "fail, invalid-value at 5:19",
    files: file(solution({ labels: `long: ${"x".repeat(60_000)}` })),
  },
  "100 files": {
    leadsTo: "fail, too-many-files at 1:1",
    files: Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`${index}.yaml`, solution()])),
  },
  "10,000 replicas": { leadsTo: "fail, invalid-value at 8:13", files: file(solution({ replicas: "10000" })) },
  "replicas beyond every integer": {
    leadsTo: "fail, invalid-value at 8:13",
    files: file(solution({ replicas: "99999999999999999999" })),
  },
  "replicas without end": { leadsTo: "fail, unsupported-yaml at 8:13", files: file(solution({ replicas: ".inf" })) },
  "minus one replica": { leadsTo: "fail, invalid-value at 8:13", files: file(solution({ replicas: "-1" })) },

  "a comment of 65,000 characters": {
    leadsTo: "fail, fails three-pods-ready",
    files: file(`# ${"#".repeat(65_000)}`, solution({ replicas: "0" })),
  },
  "65,530 spaces at the end of a line": {
    leadsTo: "fail, fails three-pods-ready",
    files: file(solution({ replicas: `0${" ".repeat(65_000)}` })),
  },
  "a key of 60,000 characters": {
    leadsTo: "fail, yaml-syntax at 21:1",
    files: file(solution(), `${"k".repeat(60_000)}: 1`),
  },
  "a block of text of 60,000 lines": {
    leadsTo: "fail, file-too-large at 1:1",
    files: file(solution({ labels: "a: b" }), "x: |", "  a\n".repeat(20_000)),
  },
  "60,000 empty lines": {
    leadsTo: "fail, fails three-pods-ready",
    files: file("\n".repeat(60_000), solution({ replicas: "0" })),
  },
  "2,000 containers": {
    leadsTo: "fail, invalid-value at 18:19",
    files: file(
      solution().replace(
        "- name: nginx",
        `${"- { name: a, image: 'nginx:1.29' }\n        ".repeat(1500)}- name: nginx`,
      ),
    ),
  },
  "1,000 environment variables": {
    leadsTo: "fail, fails three-pods-ready",
    files: file(
      solution({
        replicas: "0",
        container: `env: [${Array.from({ length: 1000 }, (_, index) => `{name: A${index}, value: x}`).join(", ")}]`,
      }),
    ),
  },
  "annotations of 300 KiB, by aliases": {
    leadsTo: "fail, unknown-field at 1:1",
    files: file(
      `x: &x ${"a".repeat(30_000)}`,
      solution({ metadata: `annotations: {${Array.from({ length: 12 }, (_, index) => `a${index}: *x`).join(", ")}}` }),
    ),
  },
  "30 documents in a row": {
    leadsTo: "fail, too-many-documents at 401:1",
    files: file(Array.from({ length: 30 }, () => solution()).join("---\n")),
  },
  "ten times the same file": {
    leadsTo: "fail, unexpected-file at 1:1",
    files: Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`deployment${index || ""}.yaml`, solution()])),
  },
  "20 files of 64 KiB": {
    leadsTo: "fail, unexpected-file at 1:1",
    files: Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [
        index === 0 ? "deployment.yaml" : `${index}.yaml`,
        `# ${"x".repeat(65_000)}\n`,
      ]),
    ),
  },
  "a megabyte in a file that nobody asked for": {
    leadsTo: "fail, unexpected-file at 1:1",
    files: { ...file(solution()), "more.yaml": "x".repeat(2 ** 20) },
  },
  "a grace of 30 years": {
    leadsTo: "fail, fails three-pods-ready",
    files: file(solution({ replicas: "0", pod: "terminationGracePeriodSeconds: 946080000" })),
  },
  "a history without end": {
    leadsTo: "fail, invalid-value at 8:25",
    files: file(solution().replace("spec:\n", "spec:\n  revisionHistoryLimit: 2147483648\n")),
  },
  "requests larger than the world": {
    leadsTo: "fail, fails three-pods-ready",
    files: file(solution({ container: "resources: { requests: { cpu: 9E18, memory: 9E18 } }" })),
  },
  "a number with 10,000 digits": {
    leadsTo: "fail, unsupported-yaml at 8:13",
    files: file(solution({ replicas: "9".repeat(10_000) })),
  },
  "an exponent of 10,000 digits": {
    leadsTo: "fail, wrong-type at 8:13",
    files: file(solution({ replicas: `1e${"9".repeat(10_000)}` })),
  },
  "parentheses, 30,000 deep, in an expression": {
    leadsTo: "fail, invalid-value at 5:16",
    files: file(solution({ labels: `a: "${"(".repeat(30_000)}"` })),
  },
  "quotes, 30,000": { leadsTo: "fail, yaml-syntax at 1:6", files: file(`a: ${'"'.repeat(30_000)}`) },
  "question marks, 30,000": { leadsTo: "fail, too-deep at 1:101", files: file("? ".repeat(30_000)) },
  "a label of quotes that a pattern walks back through": {
    leadsTo: "fail, invalid-value at 5:16",
    files: file(solution({ labels: `a: "${"a-".repeat(20_000)}!"` })),
  },
};

function laughs(count: number): string {
  return Array.from({ length: count }, (_, index) => `l${index + 1}: &l${index + 1} [*l${index}, *l${index}]`).join(
    "\n",
  );
}
