import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { courseAt } from "#course/course.ts";
import { readSubmittedFiles } from "#course/submitted-files.ts";
import { openGitHub } from "#github/github.ts";
import { memoryStore, type NewFile } from "#github/testing/git-store.ts";
import { startFakeGitHub } from "#github/testing/server.ts";
import { newState } from "#github/testing/state.ts";
import type { TreeEntry } from "./changes.ts";
import { handedIn, readSubmission } from "./submitted-files.ts";

const at = { owner: "school", repo: "labs" };

/** The submission as GitHub has it in a commit of these files of an exercise. */
async function fromGitHub(files: Record<string, NewFile>) {
  const git = memoryStore();
  const fake = await startFakeGitHub(newState(git));
  onTestFinished(() => fake.close());
  const sha = git.add(
    Object.fromEntries(Object.entries(files).map(([name, file]) => [`labs/a/exercise/${name}`, file])),
  );
  const github = openGitHub({ token: "secret", baseUrl: fake.url, wait: async () => undefined });
  const { data } = await github.rest.git.getTree({ ...at, tree_sha: sha, recursive: "1" });
  const tree = new Map(data.tree.map((entry): [string, TreeEntry] => [entry.path, entry]));
  const submission = await readSubmission(github, at, tree, "labs/a/exercise");
  expect(fake.problems).toEqual([]);
  return submission;
}

/** The submission as a grade reads it from a checkout of the same files. */
async function fromCheckout(files: Record<string, NewFile>) {
  const folder = mkdtempSync(join(tmpdir(), "checkride-submission-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, file] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    if (typeof file === "string") writeFileSync(join(folder, name), file);
    else if (file.mode === "120000") symlinkSync(Buffer.from(file.content), join(folder, name));
    else writeFileSync(join(folder, name), file.content, { mode: 0o755 });
  }
  return await readSubmittedFiles(folder);
}

it.each<[string, Record<string, NewFile>]>([
  ["some files", { "b.yaml": "b\r\n", "a.yml": "ä\n", "notes.txt": "n", "expected.yaml": "e", "A.YAML": "" }],
  ["a file of many bytes", { "big.yaml": "x".repeat(300_000) }],
  ["a file of exactly the bytes that are allowed", { "big.yaml": "x".repeat(65_536) }],
  ["a symbolic link", { "link.yaml": { mode: "120000", content: "/etc/passwd" } }],
  ["a file that can be executed", { "run.yaml": { mode: "100755", content: "a" } }],
  ["a folder with the name of a file", { "folder.yaml/a.yaml": "a", "sub/b.yaml": "b" }],
  ["more files than are read", Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`${index}.yaml`, "x"]))],
  ["no file", { "notes.txt": "n" }],
])("reads %s as a checkout gives them", async (_, files) => {
  const submission = await fromGitHub(files);
  expect(submission.map(({ name, bytes }) => [name, bytes && Buffer.from(bytes).toString("hex")])).toEqual(
    (await fromCheckout(files))?.map(({ name, bytes }) => [name, bytes && Buffer.from(bytes).toString("hex")]),
  );
});

it("asks for what is new alone, and once: 1 request for two labs of 21 files, 20 of them as the course has them", async () => {
  const folder = mkdtempSync(join(tmpdir(), "checkride-course-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const files: Record<string, NewFile> = {};
  for (const lab of ["a", "b"]) {
    mkdirSync(join(folder, "labs", lab, "exercise"), { recursive: true });
    writeFileSync(join(folder, "labs", lab, "lab.yaml"), "");
    for (let index = 0; index < 20; index += 1) {
      const path = `labs/${lab}/exercise/${index + 10}.yaml`;
      files[path] = `# ${lab} ${index}\n`;
      writeFileSync(join(folder, path), `# ${lab} ${index}\n`);
    }
    files[`labs/${lab}/exercise/99.yaml`] = "# mine\n";
  }
  const git = memoryStore();
  const fake = await startFakeGitHub(newState(git));
  onTestFinished(() => fake.close());
  const github = openGitHub({ token: "secret", baseUrl: fake.url, wait: async () => undefined });
  const { data } = await github.rest.git.getTree({ ...at, tree_sha: git.add(files), recursive: "1" });
  const tree = new Map(data.tree.map((entry): [string, TreeEntry] => [entry.path, entry]));
  const course = courseAt(folder);
  const labs = await Array.fromAsync(handedIn(github, at, tree, { touched: ["a", "b"], course }));
  expect(labs.map(({ lab, files }) => [lab, files.length, Buffer.from(files[20]!.bytes!).toString()])).toEqual([
    ["a", 21, "# mine\n"],
    ["b", 21, "# mine\n"],
  ]);
  expect(fake.requests.filter((request) => request.includes("/git/blobs/"))).toHaveLength(1);
});
