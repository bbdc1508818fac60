import { createHash } from "node:crypto";
import { type Call, found, type Handler, NOT_FOUND } from "./answer.ts";
import { pullBody, repositoryBody } from "./bodies.ts";
import type { Endpoint } from "./endpoints.ts";
import { ancestors, changesBetween, mergeBase } from "./git-store.ts";

/** GitHub lists no more files of one pull request. */
const MAX_FILES = 3000;
/** And no more files of one comparison. */
const MAX_COMPARED = 300;

export const repositoryHandlers: Partial<Record<Endpoint, Handler>> = {
  "GET /repos/{owner}/{repo}": ({ state }) => found(repositoryBody(state)),
  "GET /repos/{owner}/{repo}/pulls": ({ state, query }) => {
    const { state: wanted = "open", head, base } = query;
    // GitHub ignores a head without an owner.
    const [, owner, ref] = /^([^:]+):(.+)$/.exec(head ?? "") ?? [];
    const items = state.pulls
      .filter((pull) => wanted === "all" || pull.state === wanted)
      .filter((pull) => base === undefined || pull.base.ref === base)
      .filter((pull) => ref === undefined || (pull.head.ref === ref && pull.head.repository?.owner.login === owner))
      .sort((one, other) => other.number - one.number);
    return { items: items.map((pull) => pullBody(state, pull)) };
  },
  "GET /repos/{owner}/{repo}/pulls/{pull_number}": (call) => {
    const pull = pullOf(call);
    if (!pull) return NOT_FOUND;
    return found({ ...pullBody(call.state, pull), changed_files: filesOf(call, pull).length });
  },
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/files": (call) => {
    const pull = pullOf(call);
    return pull ? { items: filesOf(call, pull).slice(0, MAX_FILES) } : NOT_FOUND;
  },
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/commits": (call) => {
    const pull = pullOf(call);
    if (!pull) return NOT_FOUND;
    const known = new Set(ancestors(call.state.git, pull.base.sha));
    const own = [...ancestors(call.state.git, pull.head.sha)].filter((sha) => !known.has(sha)).reverse();
    return { items: own.map((sha) => ({ sha, commit: { tree: { sha } }, parents: [] })) };
  },
  "GET /repos/{owner}/{repo}/issues/{issue_number}/events": ({ state, params }) => {
    const pull = state.pulls.find(({ number }) => number === Number(params["issue_number"]));
    if (!pull) return NOT_FOUND;
    const events = [
      ["labeled", "2026-01-01T00:00:00Z"],
      ...(pull.aimed ?? []).map((time) => ["base_ref_changed", time]),
    ];
    return { items: events.map(([event, created_at], id) => ({ id, event, created_at })) };
  },
  "GET /repos/{owner}/{repo}/compare/{basehead}": ({ state, params }) => {
    const [before = "", after = ""] = (params["basehead"] ?? "").split("...");
    const base = mergeBase(state.git, before, after);
    if (base === undefined) return NOT_FOUND;
    const files = changesBetween(state.git, base, after).slice(0, MAX_COMPARED);
    const commit = (sha: string) => ({ sha, commit: { tree: { sha } } });
    return found({
      base_commit: commit(before),
      merge_base_commit: commit(base),
      status: "ahead",
      commits: [],
      files: files.map(fileBody),
    });
  },
  "GET /repos/{owner}/{repo}/commits/{ref}": (call) => {
    const sha = resolveRef(call, call.params["ref"] ?? "");
    return sha === undefined ? NOT_FOUND : found({ sha, commit: { tree: { sha } }, parents: [] });
  },
  "GET /repos/{owner}/{repo}/contents/{path}": (call) => {
    const { state, params, query } = call;
    const sha = resolveRef(call, query["ref"] ?? state.repository.defaultBranch);
    const file = state.git.commit(sha ?? "")?.files.get(params["path"] ?? "");
    if (!file) return NOT_FOUND;
    const bytes = state.git.blob(file.sha)!;
    const name = params["path"]!.split("/").at(-1);
    const content = Buffer.from(bytes).toString("base64");
    return found({
      type: "file",
      encoding: "base64",
      size: bytes.length,
      name,
      path: params["path"],
      content,
      sha: file.sha,
    });
  },
  "GET /repos/{owner}/{repo}/git/trees/{tree_sha}": ({ state, params, query }) => {
    const commit = state.git.commit(params["tree_sha"] ?? "");
    if (!commit || query["recursive"] === undefined) return NOT_FOUND;
    const files = [...commit.files].map(([path, { mode, sha, size = state.git.blob(sha)?.length }]) => {
      const type = mode === "160000" ? "commit" : "blob";
      return { path, mode, type, sha, ...(type === "blob" && { size }) };
    });
    const folders = new Set([...commit.files.keys()].flatMap(foldersOf));
    const trees = [...folders].map((path) => ({
      path,
      mode: "040000",
      type: "tree",
      sha: treeSha(path, commit.files),
    }));
    return found({ sha: params["tree_sha"], truncated: state.truncatesTrees === true, tree: [...trees, ...files] });
  },
  "GET /repos/{owner}/{repo}/git/blobs/{file_sha}": ({ state, params, raw }) => {
    const bytes = state.git.blob(params["file_sha"] ?? "");
    if (!bytes) return NOT_FOUND;
    if (raw) return { bytes };
    return found({
      sha: params["file_sha"],
      size: bytes.length,
      encoding: "base64",
      content: Buffer.from(bytes).toString("base64"),
    });
  },
};

function pullOf({ state, params }: Call) {
  return state.pulls.find(({ number }) => number === Number(params["pull_number"]));
}

function filesOf({ state }: Call, pull: Call["state"]["pulls"][number]) {
  const base = mergeBase(state.git, pull.base.sha, pull.head.sha);
  return changesBetween(state.git, base ?? pull.base.sha, pull.head.sha).map(fileBody);
}

function fileBody({ filename, status, sha, previous }: ReturnType<typeof changesBetween>[number]) {
  return { filename, status, sha, ...(previous !== undefined && { previous_filename: previous }) };
}

function resolveRef({ state }: Call, ref: string): string | undefined {
  if (state.git.commit(ref)) return ref;
  return state.branches[ref.replace(/^(refs\/)?heads\//, "")];
}

function foldersOf(path: string): string[] {
  const steps = path.split("/").slice(0, -1);
  return steps.map((_, index) => steps.slice(0, index + 1).join("/"));
}

/** A folder's SHA changes with what is in it. */
function treeSha(folder: string, files: ReadonlyMap<string, { mode: string; sha: string }>): string {
  const inside = [...files].filter(([path]) => path.startsWith(`${folder}/`));
  return createHash("sha1").update(JSON.stringify(inside)).digest("hex");
}
