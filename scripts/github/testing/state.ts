import { type GitStore, memoryStore } from "./git-store.ts";

export interface FakeUser {
  id: number;
  login: string;
  type: "User" | "Bot" | "Organization";
}

export interface FakeRepository {
  id: number;
  name: string;
  owner: FakeUser;
}

export interface FakePull {
  number: number;
  state: "open" | "closed";
  user: FakeUser;
  /** `repository` is null where the fork was deleted. */
  head: { repository: FakeRepository | null; ref: string; sha: string };
  base: { ref: string; sha: string };
  /** As ISO 8601; before and after every run if not said. */
  created?: string;
  closed?: string;
  /** When it was aimed at another branch, as ISO 8601. */
  aimed?: string[];
}

export interface FakeCheckRun {
  id: number;
  name: string;
  head_sha: string;
  external_id: string;
  status: string;
  conclusion: string | null;
  details_url: string | null;
  output: { title: string | null; summary: string | null; text: string | null };
  annotations: FakeAnnotation[];
  /** The slug of the app that wrote it. */
  app: string;
  completed_at: string | null;
}

export interface FakeAnnotation {
  path: string;
  start_line: number;
  end_line: number;
  annotation_level: string;
  title?: string;
  message: string;
}

export interface FakeComment {
  id: number;
  pull: number;
  user: FakeUser;
  body: string;
}

export interface FakeRun {
  id: number;
  attempt: number;
  /** Of the workflow that ran. */
  path: string;
  name: string;
  event: string;
  conclusion: string | null;
  sha: string;
  branch: string;
  repository: FakeRepository | null;
  /** When the first attempt was made and when this one began, as ISO 8601. */
  created: string;
  started: string;
}

interface FakeArtifact {
  id: number;
  run: number;
  name: string;
  zip: Uint8Array;
  /** What GitHub says of its size; the zip's own if not said. */
  size?: number;
  created: string;
  expired: boolean;
}

/** All that the fake knows; tests change it as they like. */
export interface FakeState {
  repository: FakeRepository & { defaultBranch: string; homepage: string | null; fork: boolean };
  git: GitStore;
  /** Branch → SHA. */
  branches: Record<string, string>;
  pulls: FakePull[];
  checkRuns: FakeCheckRun[];
  comments: FakeComment[];
  runs: FakeRun[];
  artifacts: FakeArtifact[];
  /** The trees are too large to be listed whole. */
  truncatesTrees?: boolean;
  /** What the token may write. */
  writes: ("checks" | "pull-requests")[];
  /** How many requests are left until the limit; it is never reached if not said. */
  remaining?: number;
  /** The next number of anything that gets one. */
  next: number;
}

export const BOT: FakeUser = { id: 41_898_282, login: "github-actions[bot]", type: "Bot" };

/** A repository `school/labs` of an organisation, with these commits, and with no branch yet. */
export function newState(git: GitStore = memoryStore()): FakeState {
  const owner: FakeUser = { id: 1, login: "school", type: "Organization" };
  return {
    repository: { id: 100, name: "labs", owner, defaultBranch: "main", homepage: null, fork: false },
    git,
    branches: {},
    pulls: [],
    checkRuns: [],
    comments: [],
    runs: [],
    artifacts: [],
    writes: ["checks", "pull-requests"],
    next: 1000,
  };
}
