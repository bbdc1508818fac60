import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { describe, expect, it, vi } from "vitest";
import { commandRun, deployment } from "#commands/testing/command-run.ts";
import { courseAt } from "#course/course.ts";
import { labNames } from "#course/labs.ts";
import { recordExercise } from "#course/shipped-exercises.ts";
import { exportedFiles } from "./files.ts";
import { labReadme } from "./readme.ts";

vi.setConfig({ testTimeout: 60_000 });

const { checkride, checkrideProcess, path } = commandRun();
const run = promisify(execFile);
const withoutBundle = (files: Iterable<string>) => [...files].filter((file) => !file.includes("/bundle/"));

describe("the files of a lab repository", () => {
  it("are the same bytes for the same labs", async () => {
    expect(await exportedFiles({})).toEqual(await exportedFiles({ labs: (await labNames(courseAt("."))).reverse() }));
  });

  it("are what a class needs, and with --hide nothing that only authors need", async () => {
    const { files } = await exportedFiles({ labs: ["lose-a-node"], hide: true });
    expect(withoutBundle(files.keys())).toMatchInlineSnapshot(`
      [
        ".devcontainer/devcontainer.json",
        ".gitattributes",
        ".github/CODEOWNERS",
        ".github/actions/grade/action.yml",
        ".github/actions/report/action.yml",
        ".github/dependabot.yml",
        ".github/workflows/grade.yml",
        ".github/workflows/report.yml",
        ".gitignore",
        ".npmrc",
        ".vscode/extensions.json",
        ".vscode/settings.json",
        "LICENSE",
        "README.md",
        "labs/exercises.json",
        "labs/lab.schema.json",
        "labs/lose-a-node/README.md",
        "labs/lose-a-node/exercise/deployment.yaml",
        "labs/lose-a-node/lab.yaml",
        "labs/lose-a-node/setup/cache.yaml",
        "labs/lose-a-node/setup/service.yaml",
        "package-lock.json",
        "package.json",
      ]
    `);
    const all = withoutBundle((await exportedFiles({ labs: ["lose-a-node"] })).files.keys());
    expect(all.filter((file) => !files.has(file) && !/\/(mistakes|ways|lures)\//.test(file))).toMatchInlineSnapshot(`
      [
        "labs/lose-a-node/solution/deployment.yaml",
        "labs/lose-a-node/survivors.yaml",
        "labs/mistake.schema.json",
        "labs/survivors.schema.json",
        "labs/way.schema.json",
      ]
    `);
  });

  it("grade with this repository's own workflows and actions", async () => {
    const { files } = await exportedFiles({ labs: ["self-healing"] });
    const same = [...files].filter(([file]) => /^\.github\/(workflows|actions)\//.test(file));
    expect(same.map(([file]) => file)).toContain(".github/actions/bundle/grade.mjs");
    for (const [file, content] of same) expect(Buffer.from(content).equals(await readFile(file)), file).toBe(true);
  });

  it("lead from one lab to the next inside the repository, and to no page that is not in it", () => {
    const text =
      "[The\nlesson](/beginner/x/#y) and [the next](/labs/two/), not [this](/labs/three/) but [that](https://example.org/).";
    expect(labReadme(text, ["one", "two"])).toMatchInlineSnapshot(`
      "The
      lesson and [the next](../two/README.md), not this but [that](https://example.org/)."
    `);
  });
});

describe("checkride export", () => {
  it("refuses an exercise that was changed, a lab that is not there, and this repository", async () => {
    expect(await checkride(["export", "class"])).toMatchInlineSnapshot(`
      "These exercises are not as they were shipped, and would be what learners start from:
        labs/one/exercise
      Next: undo the change, or, if it is the new exercise, npm run generate
      exit 64"
    `);
    await recordExercise("one", courseAt(path(".")));
    expect(await checkride(["export", "class", "--lab", "two"])).toMatchInlineSnapshot(`
      "There is no lab "two".
      Labs: one
      exit 64"
    `);
    expect(await checkride(["export", new URL("../../../out", import.meta.url).pathname])).toContain("exit 64");
  });

  it("writes a repository, and nothing when it is there", async () => {
    expect(await checkrideProcess(["export", "class"])).toMatch(
      /^class holds a lab repository: 1 lab, \d+ files\.\nNext: .*\nexit 0$/,
    );
    expect(await checkride(["export", "class"])).toMatchInlineSnapshot(`
      "class is as it would be exported: nothing was written.
      exit 0"
    `);
  });

  it("shows what it would change and what would go, and does nothing unless told so", async () => {
    const mine = deployment.replace("replicas: 1", "replicas: 3");
    await writeFile(path("class/labs/one/exercise/web.yaml"), mine);
    await writeFile(path("class/labs/one/exercise/more.yaml"), "a: 1\n");
    await mkdir(path("class/labs/one/solution"));
    await writeFile(path("class/labs/one/solution/web.yaml"), "\u001b[31mred: 1\n");
    await writeFile(path("class/.github/actions/bundle/old.mjs"), "old");
    await writeFile(path("class/.github/CODEOWNERS"), "* @ada\n");
    await writeFile(path("class/notes.md"), "mine\n");
    await rm(path("class/LICENSE"));
    expect(await checkride(["export", "class", "--hide"])).toMatchInlineSnapshot(`
      "Make these changes in class? Say so with --yes.
      changed  labs/one/exercise/web.yaml
          @@ -4,5 +4,5 @@
             name: web
           spec:
          -  replicas: 3
          +  replicas: 1
             selector:
               matchLabels: { app: web }
      removed  .github/actions/bundle/old.mjs (1 KB → nothing)
      removed  labs/one/solution/web.yaml
          @@ -1,1 +0,0 @@
          -�[31mred: 1
      new      1 file
      exit 64"
    `);
    expect(await readFile(path("class/labs/one/exercise/web.yaml"), "utf8")).toBe(mine);

    expect(await checkride(["export", "class", "--hide", "--yes"])).toMatch(/exit 0$/);
    expect(await readFile(path("class/labs/one/exercise/web.yaml"), "utf8")).toBe(deployment);
    expect((await readdir(path("class/labs/one"), { recursive: true })).sort()).toMatchInlineSnapshot(`
      [
        "exercise",
        "exercise/more.yaml",
        "exercise/web.yaml",
        "lab.yaml",
      ]
    `);
    expect(await readFile(path("class/.github/CODEOWNERS"), "utf8")).toBe("* @ada\n");
    expect(await readFile(path("class/notes.md"), "utf8")).toBe("mine\n");
  });

  it("keeps the record of other labs that are in the folder", async () => {
    const record = path("class/labs/exercises.json");
    const before = JSON.parse(await readFile(record, "utf8")) as object;
    await writeFile(record, JSON.stringify({ ...before, other: "sha256:1" }));
    expect(await checkride(["export", "class", "--yes"])).toMatch(/exit 0$/);
    expect(JSON.parse(await readFile(record, "utf8"))).toEqual({ ...before, other: "sha256:1" });
  });

  it("writes through no symbolic link", async () => {
    await mkdir(path("elsewhere"));
    await rm(path("class/labs/one/exercise"), { recursive: true });
    await symlink(path("elsewhere"), path("class/labs/one/exercise"));
    expect(await checkride(["export", "class", "--yes"])).toMatchInlineSnapshot(`
      "class/labs/one/exercise is no plain folder. Next: remove it, and export again.
      exit 64"
    `);
    expect(await readdir(path("elsewhere"))).toEqual([]);
  });
});

it("an exported repository grades itself offline, with npm ci and npm run grade", async () => {
  expect(await checkride(["export", "offline"])).toMatch(/exit 0$/);
  const options = { cwd: path("offline"), env: { ...process.env, npm_config_offline: "true" } };
  await run("npm", ["ci"], options);
  await writeFile(path("offline/labs/one/exercise/web.yaml"), deployment.replace("nginx:1.29", "nginx:1.92"));
  const graded = await run("npm", ["run", "--silent", "grade"], options).catch(
    (error: { code: number; stdout: string }) => error,
  );
  expect(graded).toMatchObject({ code: 1, stdout: expect.stringContaining("✗ fail: 0 of 2 points") as string });
  await writeFile(path("offline/labs/one/exercise/web.yaml"), `${deployment}# mine\n`);
  const { stdout } = await run("npm", ["run", "--silent", "grade"], options);
  expect(stdout).toContain("✓ pass: 2 of 2 points");

  // It offers nothing that needs a checkout of Checkride, and what its README names is there.
  const { stdout: help } = await run("npm", ["run", "--silent", "checkride", "--", "--help"], options);
  expect(help.match(/^  [a-z]+/gm)?.map((name) => name.trim())).toEqual([
    "grade",
    "gradebook",
    "verify",
    "doctor",
    "help",
  ]);
  const doctor = await run("npm", ["run", "--silent", "checkride", "--", "doctor"], options);
  expect(doctor.stdout).toMatch(/^✓ Node [^]*\nEverything is there for npm run grade\.\n$/);
  const [readme, scripts] = await Promise.all(
    ["README.md", "package.json"].map((file) => readFile(path(`offline/${file}`), "utf8")),
  );
  const named = [...readme!.matchAll(/npm run (\w+)/g)].map(([, name]) => name!);
  expect(Object.keys((JSON.parse(scripts!) as { scripts: object }).scripts)).toEqual(expect.arrayContaining(named));
});
