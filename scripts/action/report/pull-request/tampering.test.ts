import { afterEach, beforeEach, expect, it } from "vitest";
import { type SampleClass, sampleClass, SUBMISSION } from "#action/testing/sample-class.ts";
import type { NewFile } from "#github/testing/git-store.ts";

let sample: SampleClass;
beforeEach(async () => {
  sample = await sampleClass();
});
afterEach(async () => {
  await sample.close();
  expect(sample.github.problems).toEqual([]);
});

/** What stands under the title of the comment after a report on these files, each with a fully valid verdict beside them. */
async function outcome(files: Record<string, NewFile | null>): Promise<string> {
  sample.push({ "labs/web/exercise/web.yaml": SUBMISSION, ...files });
  await sample.upload();
  await sample.report();
  const { checkRuns, comments } = sample.github.state;
  expect(checkRuns.map(({ conclusion }) => conclusion)).toEqual(["action_required"]);
  expect(comments).toHaveLength(1);
  const [, title = "", ...rest] = (comments[0]?.body ?? "").split("\n");
  expect(checkRuns[0]?.output.title).toBe(title.replace("## ", ""));
  return [title, ...rest.filter((line) => line.startsWith("- "))].join("\n");
}

it("does not grade what changes a workflow, and says which file it is", async () => {
  sample.push({ ".github/workflows/grade.yml": "name: grade # forged\n", "labs/web/exercise/web.yaml": SUBMISSION });
  await sample.upload();
  expect(await sample.report()).toBe("Reported on pull request 7: Not graded: protected files changed");
  const body = sample.github.state.comments[0]?.body ?? "";
  expect(body.slice(body.indexOf("\n"))).toMatchInlineSnapshot(`
    "
    ## Not graded: protected files changed

    **No score** · commit 3840b12 · [log of the grade](https://github.com/school/labs/actions/runs/500)

    A grade counts only where a pull request changes nothing but the files of an exercise.

    - \`.github/workflows/grade.yml: not a file of an exercise\`

    Next: Undo the changes to what is listed here, push again, and it will be graded.
    "
  `);
});

it("does not grade a new workflow that has the name of the grade", async () => {
  expect(await outcome({ ".github/workflows/mine.yml": "name: grade\n" })).toMatchInlineSnapshot(`
    "## Not graded: protected files changed
    - \`.github/workflows/mine.yml: not a file of an exercise\`"
  `);
});

it("does not grade changed labs, graders or instructions to git", async () => {
  expect(
    await outcome({
      "labs/web/lab.yaml": "version: 1\n",
      "labs/web/solution/web.yaml": "",
      "labs/web/exercise/.gitattributes": "* text working-tree-encoding=UTF-16\n",
      ".gitattributes": "* eol=crlf\n",
      "labs/none/exercise/web.yaml": "",
      "labs/web/exercises/web.yaml": "",
      "labs/exercise/web.yaml": "",
    }),
  ).toMatchInlineSnapshot(`
    "## Not graded: protected files changed
    - \`.gitattributes: not a file of an exercise\`
    - \`labs/exercise/web.yaml: not a file of an exercise\`
    - \`labs/none/exercise/web.yaml: not a file of a lab that there is\`
    - \`labs/web/exercise/.gitattributes: a file of git's\`
    - \`labs/web/exercises/web.yaml: not a file of an exercise\`
    - \`labs/web/lab.yaml: not a file of an exercise\`
    - \`labs/web/solution/web.yaml: not a file of an exercise\`"
  `);
});

it("does not grade a protected file that was renamed into an exercise", async () => {
  expect(await outcome({ "README.md": null, "labs/web/exercise/README.md": "# Labs\n" })).toMatchInlineSnapshot(`
    "## Not graded: protected files changed
    - \`README.md: not a file of an exercise\`"
  `);
  const requests = sample.github.requests.filter((request) => request.includes("/files"));
  expect(requests).toHaveLength(1);
});

it("does not grade a protected file that was deleted", async () => {
  expect(await outcome({ "labs/other/lab.yaml": null })).toMatchInlineSnapshot(`
    "## Not graded: protected files changed
    - \`labs/other/lab.yaml: not a file of an exercise\`"
  `);
});

it("does not grade symbolic links, submodules and files that can be executed", async () => {
  expect(
    await outcome({
      "labs/web/exercise/link.yaml": { mode: "120000", content: "../../other/lab.yaml" },
      "labs/web/exercise/module": { mode: "160000", content: "" },
      "labs/other/exercise/web.yaml": { mode: "100755", content: "kind: Pod\n" },
    }),
  ).toMatchInlineSnapshot(`
    "## Not graded: protected files changed
    - \`labs/other/exercise/web.yaml: an executable file\`
    - \`labs/web/exercise/link.yaml: a symbolic link\`
    - \`labs/web/exercise/module: a submodule\`"
  `);
});

it("does not grade a file that became a link without another change", async () => {
  expect(await outcome({ "labs/web/exercise/web.yaml": { mode: "120000", content: SUBMISSION } }))
    .toMatchInlineSnapshot(`
    "## Not graded: protected files changed
    - \`labs/web/exercise/web.yaml: a symbolic link\`"
  `);
});

it("sees what GitHub's list of files does not have: the trees of both commits are compared too", async () => {
  const { state } = sample.github;
  const tampered = sample.git.add({ "labs/web/exercise/web.yaml": SUBMISSION, "evil.sh": "" }, state.branches["main"]!);
  const clean = sample.push({ "labs/web/exercise/web.yaml": SUBMISSION });
  await sample.upload();
  sample.pull.head.sha = sample.run.sha = tampered;
  // The list is still that of the push before.
  sample.github.before = (endpoint) => {
    sample.pull.head.sha = endpoint.endsWith("/files") ? clean : tampered;
  };
  expect(await sample.report()).toBe("Reported on pull request 7: Not graded: protected files changed");
  expect(state.comments[0]?.body).toContain("`evil.sh: not a file of an exercise`");
});

it("finds one tampered file among 250, on the last page of the list", async () => {
  const many = Array.from({ length: 249 }, (_, index) => [`labs/web/exercise/notes-${index}.txt`, "note\n"] as const);
  expect(await outcome({ ...Object.fromEntries(many), "z.sh": "exit 1\n" })).toMatchInlineSnapshot(`
    "## Not graded: protected files changed
    - \`z.sh: not a file of an exercise\`"
  `);
});

it("names ten of many protected files and counts the others", async () => {
  const many = Array.from({ length: 40 }, (_, index) => [`file-${index}`, "x\n"] as const);
  sample.push(Object.fromEntries(many));
  await sample.upload();
  await sample.report();
  const body = sample.github.state.comments[0]?.body ?? "";
  expect(body.match(/^- /gm)).toHaveLength(10);
  expect(body).toContain("\nand 30 more\n");
});

it("does not grade more files than GitHub lists", async () => {
  const many = Array.from({ length: 3001 }, (_, index) => [`labs/web/exercise/${index}.txt`, "x\n"] as const);
  expect(await outcome(Object.fromEntries(many))).toMatchInlineSnapshot(`
    "## Not graded: too many files changed
    - \`3000 files or more\`"
  `);
});

it("does not grade a tree that GitHub does not list whole", async () => {
  sample.github.state.truncatesTrees = true;
  expect(await outcome({})).toMatchInlineSnapshot(`
    "## Not graded: too many files changed
    - \`more names than GitHub lists\`"
  `);
});

it("takes paths that look like others for what they are", async () => {
  expect(
    await outcome({
      "labs/web/exercise": "a file",
      "labs/web/exercise/web.yaml": null,
      "LABS/web/exercise/web.yaml": SUBMISSION,
      "labs/web\\exercise\\web.yaml": SUBMISSION,
      "labs/we\u0432/exercise/web.yaml": SUBMISSION,
      "labs/__proto__/exercise/web.yaml": SUBMISSION,
      "x/labs/web/exercise/web.yaml": SUBMISSION,
      "labs/web/exercise/`@teacher` <img> \u202e#1.sh": "",
    }),
  ).toMatchInlineSnapshot(`
    "## Not graded: protected files changed
    - \`LABS/web/exercise/web.yaml: not a file of an exercise\`
    - \`labs/__proto__/exercise/web.yaml: not a file of a lab that there is\`
    - \`labs/web/exercise: not a file of an exercise\`
    - \`labs/web\\exercise\\web.yaml: not a file of an exercise\`
    - \`labs/weв/exercise/web.yaml: not a file of a lab that there is\`
    - \`x/labs/web/exercise/web.yaml: not a file of an exercise\`"
  `);
});
