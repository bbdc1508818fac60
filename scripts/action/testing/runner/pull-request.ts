import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import spawn from "nano-spawn";

/** A class's repository and a learner's fork of it, as git repositories in a folder. */
export interface Repositories {
  folder: string;
  base: string;
  fork: string;
  /** Commits what `change` does to the fork's files on its branch `work`; resolves with the SHAs that a pull request of it names. */
  pullRequest: (change: (fork: string) => Promise<void>) => Promise<{ base: string; head: string; merge: string }>;
  /** Removes the folder. */
  remove: () => Promise<void>;
}

/** The parts of this repository that a lab repository has. */
const PARTS = [".github", "labs", "package.json"];

const git = async (folder: string, ...args: string[]): Promise<string> => {
  const author = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "init.defaultBranch=main"];
  return (await spawn("git", ["-C", folder, ...author, ...args])).stdout;
};

export async function makeRepositories(): Promise<Repositories> {
  const folder = await mkdtemp(join(tmpdir(), "checkride-class-"));
  const [base, fork] = [join(folder, "base"), join(folder, "fork")];
  await mkdir(base);
  for (const part of PARTS) await cp(part, join(base, part), { recursive: true });
  await git(base, "init", "--quiet");
  await git(base, "add", ".");
  await git(base, "commit", "--quiet", "--message", "Labs");
  await git(folder, "clone", "--quiet", base, fork);
  await git(fork, "switch", "--quiet", "--create", "work");
  return {
    folder,
    base,
    fork,
    remove: async () => await rm(folder, { recursive: true }),
    async pullRequest(change) {
      await change(fork);
      await git(fork, "add", ".");
      await git(fork, "commit", "--quiet", "--message", "Work");
      // What GitHub does when a pull request is opened: the head is there under its own name, and so is its merge.
      await git(base, "fetch", "--quiet", fork, "+work:refs/pull/1/head");
      await git(base, "switch", "--quiet", "--detach", "main");
      await git(base, "merge", "--quiet", "--no-ff", "--message", "Merge", "refs/pull/1/head");
      await git(base, "update-ref", "refs/pull/1/merge", "HEAD");
      await git(base, "switch", "--quiet", "main");
      const shas = ["main", "refs/pull/1/head", "refs/pull/1/merge"].map(
        async (name) => await git(base, "rev-parse", name),
      );
      const [baseSha = "", head = "", merge = ""] = await Promise.all(shas);
      return { base: baseSha, head, merge };
    },
  };
}

/** The `pull_request` event of a fork's pull request, as far as grade.yml reads it. */
export function pullRequestEvent({ base, head }: { base: string; head: string }): object {
  return {
    pull_request: {
      number: 1,
      base: { ref: "main", sha: base },
      head: { ref: "work", sha: head, repo: { full_name: "learner/labs" } },
    },
  };
}
