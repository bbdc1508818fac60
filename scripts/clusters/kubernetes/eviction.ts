import { RefusedError, type Cluster } from "#core/cluster.ts";
import { ApiError } from "./api/api-error.ts";
import type { Connection } from "./api/connection.ts";
import { segment } from "./api/discovery.ts";
import { retried } from "./api/retry.ts";

/** https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/ */
export function createEvict(connection: Connection): Cluster["evict"] {
  return async ({ namespace, name }) => {
    const path = `/api/v1/namespaces/${segment(namespace)}/pods/${segment(name)}/eviction`;
    const body = { apiVersion: "policy/v1", kind: "Eviction", metadata: { namespace, name } };
    await retried(async () => await connection.call({ method: "POST", path, body }).catch(throwRefusal));
  };
}

/** Budgets speak in HTTP 429 and, where a Pod has two of them, 500: both are the learner's and not a busy API. */
function throwRefusal(error: unknown): never {
  if (error instanceof ApiError) {
    if (/disruption budget/.test(error.message)) throw new RefusedError("TooManyRequests", error.message);
    if (/more than one PodDisruptionBudget/.test(error.message)) throw new RefusedError("InternalError", error.message);
  }
  throw error;
}
