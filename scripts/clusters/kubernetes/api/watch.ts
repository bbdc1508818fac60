import pRetry from "p-retry";
import type { ObjectQuery, WatchListener } from "#core/cluster.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { ApiError, apiError } from "./api-error.ts";
import type { Connection } from "./connection.ts";
import type { Locate } from "./discovery.ts";
import { fetchList, orderedByName, queryString } from "./list.ts";

/** A stream that ends sooner than this has not worked: ask again later, not at once. */
const shortestStreamMilliseconds = 100;

/** A gap that is shorter than this is not told: the stream goes on where it was, and nothing of what happened is missed. */
const graceMilliseconds = 2_000;

/** https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes */
interface WatchEvent {
  type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK" | "ERROR";
  object: KubernetesObject;
}

/** What is known of the watched objects, up to which version. */
interface State {
  objects: Map<string, KubernetesObject>;
  resourceVersion: string;
}

const keyOf = ({ metadata }: KubernetesObject): string => `${metadata.namespace ?? ""}/${metadata.name}`;

/**
 * Lists, then follows the changes, until `signal` aborts. A stream that breaks goes on where it was, also if that takes a
 * moment; after a longer failure (`failed`) or when the API no longer knows the version (410 Gone) it begins with a new list.
 */
export async function watch(
  connection: Connection,
  locate: Locate,
  query: ObjectQuery,
  listener: WatchListener,
  signal: AbortSignal,
): Promise<void> {
  let state: State | undefined;
  let failingSince: number | undefined;
  const run = async (): Promise<void> => {
    state ??= await begin(connection, locate, query, listener, signal);
    const started = performance.now();
    await follow(connection, await locate(query, signal), query, state, listener, signal);
    if (performance.now() - started < shortestStreamMilliseconds) throw new Error("The API ended the watch at once.");
    failingSince = undefined;
  };
  while (!signal.aborted) {
    // A fresh back-off each time: what failed an hour ago says nothing about now.
    await pRetry(run, {
      retries: Number.POSITIVE_INFINITY,
      minTimeout: 100,
      maxTimeout: 1_000,
      randomize: true,
      signal,
      onFailedAttempt: ({ error }) => {
        const now = performance.now();
        failingSince ??= now;
        const isGone = error instanceof ApiError && error.code === 410;
        if (state && !isGone && now - failingSince < graceMilliseconds) return;
        state = undefined;
        if (!signal.aborted && !isGone) listener.failed(error);
      },
    });
  }
}

async function begin(
  connection: Connection,
  locate: Locate,
  query: ObjectQuery,
  listener: WatchListener,
  signal: AbortSignal,
): Promise<State> {
  const { objects, resourceVersion } = await fetchList(connection, locate, query, signal);
  const state = { objects: new Map(objects.map((object) => [keyOf(object), object])), resourceVersion };
  if (!signal.aborted) listener.changed(orderedByName([...state.objects.values()]));
  return state;
}

/** Reads one stream to its end and keeps `state` up to date. Rejects where the API says no; a broken stream just ends. */
async function follow(
  connection: Connection,
  path: string,
  query: ObjectQuery,
  state: State,
  listener: WatchListener,
  signal: AbortSignal,
): Promise<void> {
  const { resourceVersion } = state;
  const parameters = queryString(query, { watch: "true", allowWatchBookmarks: "true", resourceVersion });
  for await (const line of await connection.lines(`${path}${parameters}`, signal)) {
    const { type, object }: WatchEvent = JSON.parse(line);
    if (type === "ERROR") throw apiError(Number(object["code"]), JSON.stringify(object));
    state.resourceVersion = object.metadata.resourceVersion ?? state.resourceVersion;
    if (type === "BOOKMARK") continue;
    if (type === "DELETED") state.objects.delete(keyOf(object));
    else state.objects.set(keyOf(object), object);
    if (signal.aborted) return;
    listener.changed(orderedByName([...state.objects.values()]));
  }
}
