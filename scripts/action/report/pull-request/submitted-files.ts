import type { TreeEntry } from "./changes.ts";
import { readBlob } from "#github/download.ts";
import type { GitHub, Repository } from "#github/github.ts";
import { MAX_FILE_BYTES, MAX_FILES, type SubmittedFile } from "#core/submission/submission.ts";

const PLAIN_FILE = "100644";

/** A lab's submission as the graded commit has it, as far as a grade reads it: the same files as a checkout of it would give. */
export async function readSubmission(
  github: GitHub,
  repository: Repository,
  tree: ReadonlyMap<string, TreeEntry>,
  folder: string,
): Promise<SubmittedFile[]> {
  const names = [...tree.keys()]
    .filter((path) => path.startsWith(`${folder}/`))
    .map((path) => path.slice(folder.length + 1))
    .filter((name) => !name.includes("/") && /\.ya?ml$/.test(name) && name !== "expected.yaml")
    .sort()
    .slice(0, MAX_FILES + 1);
  const files: SubmittedFile[] = [];
  for (const name of names) {
    const entry = tree.get(`${folder}/${name}`);
    const plain = entry?.mode === PLAIN_FILE;
    const bytes = plain ? (await readBlob(github, repository, entry.sha, MAX_FILE_BYTES + 1)).bytes : null;
    files.push({ name, bytes });
  }
  return files;
}
