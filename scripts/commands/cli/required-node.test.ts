import { execFile, execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { NEEDED, nextInCheckout, NODE, nodeRefusal, NPM } from "./required-node.js";

const TEMPLATE = "scripts/commands/export/repository";

interface Manifest {
  engines: { node: string };
  optionalDependencies?: Record<string, string>;
}

const manifest = async (path: string) => JSON.parse(await readFile(path, "utf8")) as Manifest;

it("an older Node is refused in one line", () => {
  expect([true, false].map((brought) => nodeRefusal("20.20.2", nextInCheckout(brought)))).toMatchInlineSnapshot(`
    [
      "Checkride runs on Node 24 or later. This is Node 20.20.2. Next: type npm run checkride, which runs on the Node that npm ci brought.",
      "Checkride runs on Node 24 or later. This is Node 20.20.2. Next: install a newer one from https://nodejs.org/, or run npm ci with npm 11.6.2 or later, which brings one.",
    ]
  `);
  expect(nodeRefusal("23.11.1", "")).toBeDefined();
  expect(nodeRefusal("24.0.0", "")).toBeUndefined();
  expect(nodeRefusal("100.0.0", "")).toBeUndefined();
});

it("an older Node reads nothing that it does not know", async () => {
  const imports = async (path: string) => (await readFile(path, "utf8")).match(/^import .*$/gm);
  expect(await imports("scripts/cli.js")).toEqual([
    'import { existsSync } from "node:fs";',
    'import { nextInCheckout, nodeRefusal } from "./commands/cli/required-node.js";',
  ]);
  expect(await imports("scripts/commands/cli/required-node.js")).toBeNull();
  expect(await imports("scripts/commands/lab-repository.ts")).toEqual([
    'import { nodeRefusal } from "./cli/required-node.js";',
  ]);
});

it("documents, packages and workflows say the same", async () => {
  const whole = `${NEEDED} With Node 20.19, or 22.12 and later, \`npm ci\` brings it, if npm is ${NPM} or later.`;
  const told = [
    "README.md",
    "CONTRIBUTING.md",
    "docs/content/docs/index.md",
    "docs/content/docs/guides/grade-a-lab.md",
  ];
  for (const path of told) expect(await readFile(path, "utf8"), path).toContain(whole);
  expect(await readFile(`${TEMPLATE}/README.md`, "utf8")).toContain(NEEDED);

  const [ours, exported] = [await manifest("package.json"), await manifest(`${TEMPLATE}/package.json`)];
  expect([ours.engines.node, exported.engines.node]).toEqual([`>=${NODE}`, `>=${NODE}`]);
  expect(new Set(Object.values(ours.optionalDependencies ?? {}))).toEqual(new Set([`^${NODE}.0.0`]));
  expect(await readFile(`${TEMPLATE}/.devcontainer/devcontainer.json`, "utf8")).toContain(`-${NODE}-`);

  const workflows = await Promise.all(
    (await readdir(".github/workflows")).map((name) => readFile(`.github/workflows/${name}`, "utf8")),
  );
  const versions = workflows.flatMap((text) => [...text.matchAll(/node-version: (.*)/g)].map(([, version]) => version));
  expect(new Set(versions)).toEqual(new Set([`${NODE}`]));
});

/** The Node that a Linux distribution installs, where it is too old. */
const oldNode = ["/usr/bin/node", "/usr/local/bin/node"].find((path) => {
  const [, major] =
    /^v(\d+)/.exec(existsSync(path) ? execFileSync(path, ["--version"], { encoding: "utf8" }) : "") ?? [];
  return Number(major) < NODE;
});

it.skipIf(oldNode === undefined)("a real older Node says so, and nothing else", async () => {
  const run = promisify(execFile)(oldNode!, ["scripts/cli.js", "grade"]);
  const { code, stdout, stderr } = await run.then(
    () => expect.unreachable("it ran"),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
  expect({ code, stdout, stderr: stderr.replace(/Node [\d.]+\. /, "Node OLD. ") }).toMatchInlineSnapshot(`
    {
      "code": 2,
      "stderr": "Checkride runs on Node 24 or later. This is Node OLD. Next: type npm run checkride, which runs on the Node that npm ci brought.
    ",
      "stdout": "",
    }
  `);
});
