import { createHash } from "node:crypto";

/** A file in a commit's tree. */
export interface StoredFile {
  /** As git writes it: 100644 for a plain file. */
  mode: string;
  sha: string;
  /** In bytes, where a store knows it without reading the file. */
  size?: number;
}

/** What the fake asks a git repository. */
export interface GitStore {
  commit(sha: string): { parents: string[]; files: ReadonlyMap<string, StoredFile> } | undefined;
  blob(sha: string): Uint8Array | undefined;
}

/** What a test puts into a commit: the text of a plain file, or anything that git can hold. */
export type NewFile = string | { mode: string; content: string | Uint8Array };

/** A git repository in memory. */
export interface MemoryStore extends GitStore {
  /** Adds a commit with exactly these files and gives its SHA. */
  add(files: Record<string, NewFile>, ...parents: string[]): string;
}

export function memoryStore(): MemoryStore {
  const commits = new Map<string, { parents: string[]; files: Map<string, StoredFile> }>();
  const blobs = new Map<string, Uint8Array>();
  const store = (mode: string, content: string | Uint8Array): StoredFile => {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    const sha = sha1(`blob ${bytes.length}\0`, bytes);
    blobs.set(sha, bytes);
    return { mode, sha };
  };
  return {
    commit: (sha) => commits.get(sha),
    blob: (sha) => blobs.get(sha),
    add(files, ...parents) {
      const stored = Object.entries(files).map(([path, file]) => {
        const { mode, content } = typeof file === "string" ? { mode: "100644", content: file } : file;
        return [path, store(mode, content)] as const;
      });
      const sha = sha1(`commit ${commits.size}\0`, Buffer.from(JSON.stringify([stored, parents])));
      commits.set(sha, { parents, files: new Map(stored) });
      return sha;
    },
  };
}

function sha1(header: string, content: Uint8Array): string {
  return createHash("sha1").update(header).update(content).digest("hex");
}

/** The nearest commit that both have among their ancestors. */
export function mergeBase(store: GitStore, one: string, other: string): string | undefined {
  const known = new Set(ancestors(store, one));
  return [...ancestors(store, other)].find((sha) => known.has(sha));
}

/** A commit and all before it, nearest first. */
export function* ancestors(store: GitStore, sha: string): Generator<string> {
  const seen = new Set([sha]);
  for (const one of seen) {
    yield one;
    for (const parent of store.commit(one)?.parents ?? []) seen.add(parent);
  }
}

/** A path that differs between two commits. */
export interface FileChange {
  filename: string;
  status: "added" | "removed" | "modified" | "renamed";
  sha: string | null;
  previous?: string;
}

/** What changed from one commit to another; a file that only moved is one change, as on GitHub. */
export function changesBetween(store: GitStore, before: string, after: string): FileChange[] {
  const [old, now] = [before, after].map((sha) => store.commit(sha)?.files ?? new Map<string, StoredFile>());
  const removed = [...old!].filter(([path]) => !now!.has(path));
  const changes: FileChange[] = [...now!].flatMap(([filename, { mode, sha }]): FileChange[] => {
    const known = old!.get(filename);
    if (known) return known.sha === sha && known.mode === mode ? [] : [{ filename, status: "modified", sha }];
    const moved = removed.findIndex(([, file]) => file.sha === sha);
    const [from] = moved === -1 ? [] : removed.splice(moved, 1);
    return [from ? { filename, status: "renamed", sha, previous: from[0] } : { filename, status: "added", sha }];
  });
  const gone = removed.map(([filename, { sha }]): FileChange => ({ filename, status: "removed", sha }));
  return [...changes, ...gone].sort((one, other) => (one.filename < other.filename ? -1 : 1));
}
