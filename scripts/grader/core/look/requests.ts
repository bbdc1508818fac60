import type { HttpRequest, HttpResponse } from "#core/cluster.ts";
import type { Place } from "#core/context.ts";
import type { Request } from "#core/generated/lab.ts";
import { type Listeners, wrongAnswerer } from "./answering.ts";
import { listSelection } from "./selection.ts";
import type { Item } from "./sight.ts";

const TIMEOUT_MILLISECONDS = 2000;
/** A round in which nothing answers must end all the same. */
const ROUND_MILLISECONDS = 30_000;

/** What the rounds of one check know of those before. */
export interface Known {
  /** The names of the namespace's Pods: one that answered may be gone when the names are read. */
  pods: Set<string>;
  listeners: Listeners;
}

/** Sends one round of requests. */
export async function sendRequests(place: Place, request: Request, known: Known, signal: AbortSignal): Promise<Item[]> {
  const items = await answersTo(place, request, known, signal);
  const { answeredBy } = request;
  if (!answeredBy || items.every(({ value }) => value["status"] === undefined)) return items;
  const error = await wrongAnswerer(place, request, answeredBy, known.listeners);
  return error === undefined ? items : items.map(({ value: { pod } }): Item => ({ value: { error, pod } }));
}

async function answersTo(
  place: Place,
  { service, pods: selector, port = 80, path = "/", times = 1 }: Request,
  { pods }: Known,
  signal: AbortSignal,
): Promise<Item[]> {
  const { cluster, namespace } = place;
  const timeoutMilliseconds = Math.min(TIMEOUT_MILLISECONDS, ROUND_MILLISECONDS / times);
  const send = (to: HttpRequest["to"], where = namespace): Promise<HttpResponse[]> =>
    cluster.request({ namespace: where, to, port, path, times, timeoutMilliseconds }, signal);
  if (service !== undefined) {
    const responses = await send({ service });
    for (const { metadata } of await cluster.list({ apiVersion: "v1", kind: "Pod", namespace }))
      pods.add(metadata.name);
    // Most responses of a round say the same.
    const answering = new Map<string, string>();
    return responses.map((response) => {
      const { body = "" } = response;
      const pod = answering.get(body) ?? answeringPod(body, pods);
      answering.set(body, pod);
      return itemOf(response, pod);
    });
  }
  const asked = selector ? await listSelection(place, selector) : [];
  const answers = await Promise.all(
    asked.map(async ({ metadata: { name, namespace: where } }) =>
      (await send({ pod: name }, where)).map((response) => itemOf(response, name)),
    ),
  );
  return answers.flat();
}

function itemOf(response: HttpResponse, pod: string): Item {
  return { value: { ...response, pod } };
}

/** The length of an object's name, and of a dot behind it. */
const MAX_NAME = 254;

/** The Pod whose name stands as a whole word in a response's body, the first of several; `""` if no name does. */
function answeringPod(body: string, pods: ReadonlySet<string>): string {
  const words = (body.match(/[\w.-]+/g) ?? []).filter((word) => word.length <= MAX_NAME);
  return words.map((word) => word.replace(/^[._-]+|[._-]+$/g, "")).find((word) => pods.has(word)) ?? "";
}
