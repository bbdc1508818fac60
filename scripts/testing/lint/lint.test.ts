import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import spawn from "nano-spawn";
import type { OxlintConfig } from "oxlint";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** What a file of a room may not import, and what it may. */
interface Room {
  file: string;
  refused: string[];
  allowed: string[];
}

/** A file for each rule about imports, by the rule's own pattern. */
const ROOMS: Record<string, Room> = {
  "scripts/**": { file: "scripts/any.ts", refused: [], allowed: ["#core/grade.ts"] },
  "scripts/grader/core/**": {
    file: "scripts/grader/core/any.ts",
    refused: [
      "#clusters/kubernetes/cluster.ts",
      "#course/labs.ts",
      "#simulator/simulation.ts",
      "node:fs/promises",
      "undici",
    ],
    allowed: ["#core/checks/run-check.ts", "yaml", "ajv", "@marcbachmann/cel-js"],
  },
  "scripts/grader/core/yaml/**": {
    file: "scripts/grader/core/yaml/any.ts",
    refused: ["#core/kubernetes/object.ts", "#core/lab/lab.ts", "#reporters/formats/json.ts", "node:path"],
    allowed: ["#core/issue.ts", "./places.ts"],
  },
  "scripts/grader/core/kubernetes/**": {
    file: "scripts/grader/core/kubernetes/schema/any.ts",
    refused: ["#core/yaml/documents.ts", "#core/cluster.ts", "node:path"],
    allowed: ["#core/json.ts", "#core/kubernetes/object.ts"],
  },
  "scripts/grader/core/cel/**": {
    file: "scripts/grader/core/cel/any.ts",
    refused: ["#core/lab/lab.ts", "#core/match/match.ts", "node:path"],
    allowed: ["#core/cluster.ts", "#core/kubernetes/object.ts"],
  },
  "scripts/grader/core/match/**": {
    file: "scripts/grader/core/match/any.ts",
    refused: ["#core/checks/assertion.ts", "#core/cel/expression.ts", "node:path"],
    allowed: ["#core/path.ts"],
  },
  "scripts/grader/core/lab/**": {
    file: "scripts/grader/core/lab/any.ts",
    refused: ["#core/submission/submission.ts", "#core/look/look.ts", "node:path"],
    allowed: ["#core/cel/expression.ts"],
  },
  "scripts/grader/core/submission/**": {
    file: "scripts/grader/core/submission/any.ts",
    refused: ["#core/look/look.ts", "#core/verdict.ts", "node:path"],
    allowed: ["#core/lab/lab.ts", "#core/yaml/documents.ts"],
  },
  "scripts/grader/core/look/**": {
    file: "scripts/grader/core/look/any.ts",
    refused: ["#core/explain/findings.ts", "#core/acts/perform.ts", "node:path"],
    allowed: ["#core/context.ts"],
  },
  "scripts/grader/core/explain/**": {
    file: "scripts/grader/core/explain/any.ts",
    refused: ["#core/look/look.ts", "#core/checks/run-check.ts", "node:path"],
    allowed: ["#core/context.ts"],
  },
  "scripts/grader/core/acts/**": {
    file: "scripts/grader/core/acts/any.ts",
    refused: ["#core/checks/run-check.ts", "#core/grade.ts", "node:path"],
    allowed: ["#core/look/selection.ts"],
  },
  "scripts/grader/core/checks/**": {
    file: "scripts/grader/core/checks/any.ts",
    refused: ["#core/grade.ts", "node:path"],
    allowed: ["#core/acts/perform.ts", "#core/explain/findings.ts"],
  },
  "scripts/grader/reporters/**": {
    file: "scripts/grader/reporters/words/any.ts",
    refused: ["#clusters/simulated/cluster.ts", "#course/labs.ts", "#commands/cli/output.ts", "undici"],
    allowed: ["#core/verdict.ts", "mdast-util-gfm", "node:util"],
  },
  "scripts/simulator/**": {
    file: "scripts/simulator/kubelet/any.ts",
    refused: ["#core/cluster.ts", "#core/lab/lab.ts", "#clusters/simulated/cluster.ts", "node:fs", "yaml"],
    allowed: ["#core/kubernetes/object.ts", "#core/json.ts", "#simulator/simulation.ts", "@ngrok/webernetes"],
  },
  "scripts/simulator/webernetes/node-resolver.ts": {
    file: "scripts/simulator/webernetes/node-resolver.ts",
    refused: ["#core/kubernetes/object.ts"],
    allowed: ["node:module"],
  },
  "scripts/clusters/simulated/**": {
    file: "scripts/clusters/simulated/unsupported/any.ts",
    refused: ["#clusters/kubernetes/cluster.ts", "#course/labs.ts", "node:fs", "undici"],
    allowed: ["#core/cluster.ts", "#simulator/simulation.ts"],
  },
  "scripts/clusters/kubernetes/**": {
    file: "scripts/clusters/kubernetes/api/any.ts",
    refused: ["#clusters/kind/machines.ts", "#clusters/simulated/cluster.ts", "#simulator/simulation.ts"],
    allowed: ["#core/cluster.ts", "node:crypto", "undici"],
  },
  "scripts/clusters/kind/**": {
    file: "scripts/clusters/kind/any.ts",
    refused: ["#clusters/simulated/cluster.ts", "#places/open.ts"],
    allowed: ["#clusters/kubernetes/cluster.ts", "node:fs"],
  },
  "scripts/course/**": {
    file: "scripts/course/any.ts",
    refused: [
      "#commands/grade/grade.ts",
      "#lessons/lesson.ts",
      "#clusters/simulated/cluster.ts",
      "#reporters/markdown/report.ts",
    ],
    allowed: ["#core/lab/lab.ts", "#reporters/words/issue.ts", "node:fs/promises"],
  },
  "scripts/places/**": {
    file: "scripts/places/any.ts",
    refused: ["#commands/cli/usage-error.ts", "#action/grade.ts", "#lessons/lesson.ts"],
    allowed: ["#clusters/kind/open.ts", "#course/labs.ts"],
  },
  "scripts/github/**": {
    file: "scripts/github/any.ts",
    refused: ["#action/report.ts", "#commands/class/gradebook.ts", "#course/labs.ts"],
    allowed: ["#reporters/words/status.ts", "@actions/github"],
  },
  "scripts/lessons/**": {
    file: "scripts/lessons/failures/any.ts",
    refused: ["#site/links.ts", "#clusters/kind/open.ts", "#commands/record/record.ts"],
    allowed: ["#clusters/simulated/cluster.ts", "#course/labs.ts"],
  },
  "scripts/site/**": {
    file: "scripts/site/workbench/any.ts",
    refused: ["#commands/main.ts", "#action/grade.ts", "#clusters/kubernetes/cluster.ts"],
    allowed: ["#clusters/simulated/cluster.ts", "#lessons/lesson.ts"],
  },
  "scripts/commands/**": {
    file: "scripts/commands/grade/any.ts",
    refused: ["#action/report.ts", "#site/links.ts"],
    allowed: ["#places/open.ts", "#github/github.ts"],
  },
  "scripts/action/**": {
    file: "scripts/action/grade/any.ts",
    refused: ["#commands/grade/grade.ts", "#site/links.ts"],
    allowed: ["#places/open.ts", "#github/github.ts"],
  },
  "scripts/generate/**": {
    file: "scripts/generate/kubernetes/any.ts",
    refused: ["#core/grade.ts", "#commands/main.ts"],
    allowed: ["#core/kubernetes/object.ts", "#course/shipped-exercises.ts"],
  },
  "scripts/generate/kubernetes/refresh.ts": {
    file: "scripts/generate/kubernetes/refresh.ts",
    refused: ["#core/grade.ts", "#course/labs.ts"],
    allowed: ["#clusters/kind/default-kubeconfig.ts", "#core/kubernetes/version.ts"],
  },
};

/** What every room refuses. */
const EVERYWHERE = ["../up.ts", "../../far/up.ts", "#clusters/testing/objects.ts", "./testing/near.ts"];

/** Files that break another rule, by the rule's name. */
const OTHERS: Record<string, { file: string; text: string }> = {
  "no-restricted-globals": { file: "scripts/grader/core/globals.ts", text: "export const now = () => Date.now();\n" },
  "import/no-default-export": { file: "scripts/default.ts", text: "export default 1;\n" },
  "import/no-cycle": {
    file: "scripts/circle-a.ts",
    text: 'import { b } from "./circle-b.ts";\nexport const a = () => b;\n',
  },
  "import/no-duplicates": {
    file: "scripts/twice.ts",
    text: 'export { a } from "./one.ts";\nimport { b } from "./one.ts";\nimport { c } from "./one.ts";\nexport const d = [b, c];\n',
  },
  "typescript/consistent-type-imports": {
    file: "scripts/value.ts",
    text: 'import { A } from "./one.ts";\nexport const a = (one: A): A => one;\n',
  },
  "typescript/no-import-type-side-effects": {
    file: "scripts/side-effect.ts",
    text: 'import { type A } from "./one.ts";\nexport const a = (one: A): A => one;\n',
  },
  "typescript/no-explicit-any": {
    file: "scripts/any-type.ts",
    text: "export const a = (b: any): string => String(b);\n",
  },
  "typescript/no-floating-promises": {
    file: "scripts/floating.ts",
    text: "export function a(): void {\n  Promise.resolve();\n}\n",
  },
};

let folder = "";
/** The rules that each file breaks, and for imports the messages. */
const broken = new Map<string, { rule: string; line: number; message: string }[]>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lint-"));
  const write = async (file: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  };
  for (const name of ["oxlint.config.ts", "package.json", "tsconfig.json"]) await cp(name, join(folder, name));
  await symlink(resolve("node_modules"), join(folder, "node_modules"));
  for (const { file, refused, allowed } of Object.values(ROOMS))
    await write(file, importing([...refused, ...allowed, ...EVERYWHERE]));
  await write("scripts/circle-b.ts", 'import { a } from "./circle-a.ts";\nexport const b = () => a;\n');
  for (const { file, text } of Object.values(OTHERS)) await write(file, text);
  const run = spawn("oxlint", ["--format", "json", "scripts"], { cwd: folder, preferLocal: true });
  const { stdout } = await run.catch((error: unknown) => error as { stdout: string });
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { filename: string; code: string; help?: string; labels: { span: { line: number } }[] }[];
  };
  for (const { filename, code, help = "", labels } of diagnostics) {
    const file = filename.replaceAll("\\", "/");
    const rule = /\((.*)\)/.exec(code)?.[1] ?? code;
    broken.set(file, [...(broken.get(file) ?? []), { rule, line: labels[0]?.span.line ?? 0, message: help }]);
  }
});
afterAll(async () => await rm(folder, { recursive: true }));

/** A module with each of the imports on its own line. */
function importing(modules: readonly string[]): string {
  return modules.map((module, index) => `export { a${index} } from "${module}";\n`).join("");
}

const { default: config } = (await import(resolve("oxlint.config.ts"))) as { default: OxlintConfig };

/** The rules about imports of ours, by their first pattern of files; the last ones set tests free. */
const rules = (config.overrides ?? []).filter(({ rules = {} }) => Object.hasOwn(rules, "no-restricted-imports"));

describe("imports", () => {
  it("have a file here for each rule", () => {
    const named = rules.map(({ files }) => files[0]).filter((pattern) => pattern !== "scripts/**/*.test.ts");
    expect(Object.keys(ROOMS)).toEqual(named);
  });

  it.each(Object.entries(ROOMS))("%s: those that the rule refuses, and no others", (_, { file, refused, allowed }) => {
    const modules = [...refused, ...allowed, ...EVERYWHERE];
    const found = (broken.get(file) ?? []).filter(({ rule }) => rule === "no-restricted-imports");
    const lines = [...new Set(found.map(({ line }) => line))].sort((one, other) => one - other);
    expect(lines.map((line) => modules[line - 1])).toEqual([...refused, ...EVERYWHERE]);
  });
});

it.each(Object.entries(OTHERS))("%s: is noticed", (name, { file }) => {
  expect((broken.get(file) ?? []).map(({ rule }) => rule)).toContain(name.replace(/^.*\//, ""));
});
