import type { GradeRun, Home } from "#action/report/grade-run.ts";
import { type Refused, refused } from "#action/report/refused.ts";
import type { GitHub, Repository } from "#github/github.ts";
import type { PullRequest } from "./pull-request.ts";

/** GitHub lists no more files of a pull request (docs.github.com, "List pull requests files"). */
const MAX_FILES = 3000;

/** What a name in a commit's tree is. */
export interface TreeEntry {
  path: string;
  /** As git writes it: 100644 for a plain file. */
  mode: string;
  sha: string;
}

/** What a pull request changes. */
export interface Changes {
  /** Every path that is new, changed, gone, or was the name of something before. */
  paths: string[];
  /** The whole tree of the graded commit, path → entry, folders too. */
  tree: ReadonlyMap<string, TreeEntry>;
}

/**
 * Reads what a pull request changes, twice: from GitHub's list of its files, and from the two trees that the SHAs name, which no push, no
 * detection of renames and no limit of a list can make say something else.
 */
export async function readChanges(
  github: GitHub,
  home: Home,
  run: GradeRun,
  pull: PullRequest,
): Promise<{ changes: Changes } | Refused> {
  const { owner, repo } = home;
  const listed = await github.paginate(github.rest.pulls.listFiles, {
    owner,
    repo,
    pull_number: pull.number,
    per_page: 100,
  });
  if (listed.length >= MAX_FILES) return refused("too-many-files", `${MAX_FILES} files or more`);
  const { data: compared } = await github.rest.repos.compareCommitsWithBasehead({
    owner,
    repo,
    basehead: `${pull.baseSha}...${run.sha}`,
    per_page: 1,
  });
  const before = await readTree(github, { owner, repo }, compared.merge_base_commit.sha);
  const tree = await readTree(github, { owner, repo }, run.sha);
  if (!before || !tree) return refused("too-many-files", "more names than GitHub lists");
  const names = listed.flatMap(({ filename, previous_filename }) => [filename, previous_filename ?? filename]);
  return { changes: { paths: [...new Set([...names, ...differing(before, tree)])].sort(), tree } };
}

async function readTree(
  github: GitHub,
  repository: Repository,
  sha: string,
): Promise<Map<string, TreeEntry> | undefined> {
  const { data } = await github.rest.git.getTree({ ...repository, tree_sha: sha, recursive: "1" });
  if (data.truncated) return undefined;
  return new Map(data.tree.map(({ path, mode, sha }) => [path, { path, mode, sha }]));
}

const FOLDER = "040000";

function differing(before: ReadonlyMap<string, TreeEntry>, after: ReadonlyMap<string, TreeEntry>): string[] {
  const same = (one: TreeEntry | undefined, other: TreeEntry | undefined) =>
    one?.sha === other?.sha && one?.mode === other?.mode;
  return [...new Set([...before.keys(), ...after.keys()])].filter((path) => {
    const [one, other] = [before.get(path), after.get(path)];
    // What is in a folder says it by itself.
    return !same(one, other) && (one ?? other)?.mode !== FOLDER;
  });
}
