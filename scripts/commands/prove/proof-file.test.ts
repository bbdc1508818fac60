import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { commandRun, deployment, labFile } from "#commands/testing/command-run.ts";
import { kubernetesVersion } from "#core/kubernetes/generated/fields.js";
import type { ProofTable } from "#reporters/proof/table.ts";

vi.setConfig({ testTimeout: 60_000 });

const { checkride, path } = commandRun();
const prove = async (...args: string[]) => await checkride(["prove", ...args, "--output", "table.json"]);
const read = async () => JSON.parse(await readFile(path("table.json"), "utf8")) as ProofTable;
const edit = async (change: (table: ProofTable) => void) => {
  const table = await read();
  change(table);
  await writeFile(path("table.json"), JSON.stringify(table));
};
const rows = ({ labs }: ProofTable) => labs.map(({ id, title }) => `${id}: ${title}`);
const refused = (report: string) => report.replace(/^(one|two): .*\n/gm, "").replaceAll(kubernetesVersion, "v1.x.y");

/** Two experiments: each has one file set, and no mutants. */
async function write(name: string): Promise<void> {
  await mkdir(path(`tried/${name}/setup`), { recursive: true });
  await writeFile(path(`tried/${name}/README.md`), "Look.\n");
  await writeFile(path(`tried/${name}/setup/web.yaml`), deployment);
  await writeFile(path(`tried/${name}/lab.yaml`), labFile.replace(/submission:\n(  .*\n)+/, ""));
}

let earlier = "";

beforeAll(async () => {
  await write("one");
  await write("two");
  await prove("--labs", "tried");
  await edit(({ labs }) => labs.forEach((lab) => (lab.title = "Earlier")));
  earlier = await readFile(path("table.json"), "utf8");
});

beforeEach(async () => await writeFile(path("table.json"), earlier));

it("a lab that is named replaces its own row, and leaves the others", async () => {
  expect(await prove("one", "--labs", "tried")).toContain("exit 0");
  expect(rows(await read())).toEqual(["one: One Deployment", "two: Earlier"]);
});

it("refuses rows of another version of Kubernetes, and leaves the file as it is", async () => {
  await edit((table) => (table.cluster.version = "v1.35.0"));
  const before = await readFile(path("table.json"), "utf8");
  expect(refused(await prove("one", "--labs", "tried"))).toMatchInlineSnapshot(`
    "table.json is the table of a simulated cluster with Kubernetes v1.35.0, and this proof runs on a simulated cluster with Kubernetes v1.x.y. A table is of one cluster, so these labs would lose their rows: two. Nothing was written.
    Next: prove all labs, without the name of any, or write to another file.
    exit 64"
  `);
  expect(await readFile(path("table.json"), "utf8")).toBe(before);
});

it("refuses rows of a real cluster for a simulated one", async () => {
  await edit((table) => (table.cluster.kind = "kubernetes"));
  expect(refused(await prove("two", "--labs", "tried"))).toMatchInlineSnapshot(`
    "table.json is the table of a real cluster with Kubernetes v1.x.y, and this proof runs on a simulated cluster with Kubernetes v1.x.y. A table is of one cluster, so these labs would lose their rows: one. Nothing was written.
    Next: prove all labs, without the name of any, or write to another file.
    exit 64"
  `);
});

it("all labs together make the table of another version anew", async () => {
  await edit((table) => (table.cluster.version = "v1.35.0"));
  expect(await prove("--labs", "tried")).toContain("exit 0");
  expect(rows(await read())).toEqual(["one: One Deployment", "two: One Deployment"]);
  expect((await read()).cluster.version).not.toBe("v1.35.0");
});

it("a whole table is not written over rows of other labs", async () => {
  await edit((table) => table.labs.push({ ...table.labs[0]!, id: "three" }));
  const before = await readFile(path("table.json"), "utf8");
  expect(refused(await prove("--labs", "tried"))).toMatchInlineSnapshot(`
    "table.json has rows of labs that are not proven here, and they would be lost: three. Nothing was graded.
    Next: write to another file. If those labs no longer exist, delete table.json first.
    exit 64"
  `);
  expect(await readFile(path("table.json"), "utf8")).toBe(before);
});

it("a file that is no table is refused where labs are named, and made anew where none is", async () => {
  await copyFile(path("tried/one/README.md"), path("table.json"));
  expect(refused(await prove("one", "--labs", "tried"))).toMatchInlineSnapshot(`
    "The table table.json cannot be read: Unexpected token 'L', "Look.
    " is not valid JSON
    Next: make it anew with prove --output table.json, without the name of a lab.
    exit 64"
  `);
  expect(await prove("--labs", "tried")).toContain("exit 0");
  expect(rows(await read())).toEqual(["one: One Deployment", "two: One Deployment"]);
});
