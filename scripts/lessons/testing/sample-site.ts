import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { courseAt } from "#course/course.ts";
import { readLessonSite } from "#lessons/lesson-site.ts";
import { problemMessage } from "#lessons/problem.ts";
import { structureProblems } from "#lessons/structure/structure.ts";

/** For tests: the files of a small site with one lesson of two parts, which satisfies every rule. */
export const sampleFiles: Record<string, string> = {
  "docs/content/docs/beginner/services/index.md": `---
title: Services
lesson: { number: 1, level: beginner }
---

A :store[store] keeps what it is told.

## What is there

\`\`\`bash run="client" name="nodes"
kubectl get nodes
\`\`\`

## Sources

- [Components](https://kubernetes.io/docs/concepts/overview/components/)
`,
  "docs/content/docs/beginner/services/failures.md": `---
title: Failures
part: 2
---

:::note[One idea]
It has one paragraph.
:::

| Component    | If it fails      |
| ------------ | ---------------- |
| :store[etcd] | Nothing is kept. |

:::question[What is etcd?]{level="beginner" see="failures#etcd"}
A store.
:::

## Summary

See [what is there](/beginner/services/#what-is-there).

## Sources

- [etcd](https://etcd.io/)
`,
  "docs/content/glossary.yaml": `- term: store
  also: [stores]
  meaning: It keeps what it is told.
  link: /beginner/services/failures/#etcd
`,
  "docs/recordings/kubernetes-version.txt": "v1.36.3\n",
  "docs/recordings/beginner/services/nodes.txt": "$ kubectl get nodes\nNAME\n",
  "docs/experiments/etcd/lab.yaml": "version: 1\ntitle: Stop etcd\nlesson: beginner/services/failures#etcd\n",
};

/** For tests: writes the files, those that are there and those that are changed, and gives the problems as a build shows them. */
export async function problemsWith(changed: Record<string, string | undefined>): Promise<string> {
  const files = { ...sampleFiles, ...changed };
  const root = await mkdtemp(join(tmpdir(), "sample-site-"));
  try {
    for (const [file, text] of Object.entries(files)) {
      if (text === undefined) continue;
      await mkdir(dirname(join(root, file)), { recursive: true });
      await writeFile(join(root, file), text);
    }
    const problems = structureProblems(await readLessonSite(courseAt(root)));
    return problems.map((problem) => problemMessage(problem, files[problem.file] ?? "")).join("\n\n");
  } finally {
    await rm(root, { recursive: true });
  }
}

/** For tests: a file of the sample with a piece of it replaced. Throws if it is not there. */
export function sampleWith(file: string, from: string, to: string): Record<string, string> {
  const text = sampleFiles[file];
  if (!text?.includes(from)) throw new Error(`${file} has no ${from}`);
  return { [file]: text.replace(from, to) };
}
