import { onTestFinished } from "vitest";
import type { Cluster, HttpResponse, ObjectQuery, HttpRequest } from "#core/cluster.ts";
import type { KindName, KubernetesObject } from "#core/kubernetes/object.ts";

const withinMilliseconds = 90_000;

/** Makes a namespace that goes when the test is over, however it ends; the submitter may write these kinds in it. */
export async function freshNamespace(
  cluster: Cluster,
  prefix: string,
  kinds: readonly KindName[] = [],
): Promise<string> {
  const namespace = await cluster.createNamespace(prefix, "baseline", kinds);
  onTestFinished(async () => await cluster.deleteNamespace(namespace));
  return namespace;
}

/**
 * Resolves with the watched objects as soon as `assert` accepts them. After 90 s of the cluster's time it rejects with
 * what `assert` said last, so that a failure shows the difference and not "timed out".
 */
export async function eventually(
  cluster: Cluster,
  query: ObjectQuery,
  assert: (objects: KubernetesObject[]) => void,
): Promise<KubernetesObject[]> {
  const over = new AbortController();
  try {
    return await new Promise((resolve, reject) => {
      let last: unknown = new Error(`The watch of ${JSON.stringify(query)} gave no list within 90 s.`);
      cluster.watch(
        query,
        {
          changed(objects) {
            try {
              assert(objects);
              resolve(objects);
            } catch (error) {
              last = error;
            }
          },
          failed(error) {
            last = error;
          },
        },
        over.signal,
      );
      cluster.clock.sleep(withinMilliseconds, over.signal).then(
        () => reject(last),
        () => undefined,
      );
    });
  } finally {
    over.abort();
  }
}

/** As {@link eventually}, for exactly one object. */
export async function eventuallyOne(
  cluster: Cluster,
  query: ObjectQuery & { name: string },
  assert: (object: KubernetesObject) => void,
): Promise<KubernetesObject> {
  const objects = await eventually(cluster, query, ([object]) => {
    if (!object) throw new Error(`There is no ${query.kind} ${query.name}.`);
    assert(object);
  });
  return objects[0]!;
}

/** Sends the requests again, twice a second, until `assert` accepts the answers: a ready Pod is not yet reachable. */
export async function eventuallyAnswered(
  cluster: Cluster,
  request: HttpRequest,
  assert: (responses: HttpResponse[]) => void,
): Promise<HttpResponse[]> {
  const end = cluster.clock.now() + withinMilliseconds;
  for (;;) {
    const responses = await cluster.request(request);
    try {
      assert(responses);
      return responses;
    } catch (error) {
      if (cluster.clock.now() >= end) throw error;
    }
    await cluster.clock.sleep(500);
  }
}
