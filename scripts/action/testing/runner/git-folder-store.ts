import { execFileSync } from "node:child_process";
import type { MemoryStore, StoredFile } from "#github/testing/git-store.ts";

/** What a real git repository holds, as the fake GitHub asks for it. */
export function gitFolderStore(folder: string): MemoryStore {
  const git = (...args: string[]): Buffer =>
    execFileSync("git", ["-C", folder, ...args], { stdio: ["ignore", "pipe", "ignore"] });
  const orNothing = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch {
      return undefined;
    }
  };
  const commits = new Map<string, ReturnType<MemoryStore["commit"]>>();
  const readCommit = (sha: string) =>
    orNothing(() => {
      const [, ...parents] = git("rev-list", "--parents", "--max-count=1", sha).toString().trim().split(" ");
      const lines = git("ls-tree", "-r", "-l", "-z", sha).toString().split("\0").filter(Boolean);
      const files = lines.map((line): [string, StoredFile] => {
        const [, mode = "", blob = "", size, path = ""] = /^(\d+) \w+ (\w+) +(\d+|-)\t(.*)$/s.exec(line) ?? [];
        return [path, { mode, sha: blob, size: Number(size) }];
      });
      return { parents, files: new Map(files) };
    });
  return {
    commit(sha) {
      const commit = commits.get(sha) ?? readCommit(sha);
      if (commit) commits.set(sha, commit);
      return commit;
    },
    add: () => {
      throw new Error("This repository gets its commits from git.");
    },
    blob: (sha) => orNothing(() => git("cat-file", "blob", sha)),
  };
}
