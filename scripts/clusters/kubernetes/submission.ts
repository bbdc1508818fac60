import { RefusedError } from "#core/cluster.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { mayDo } from "./access.ts";
import { ApiError } from "./api/api-error.ts";
import type { Connection } from "./api/connection.ts";
import { retried } from "./api/retry.ts";
import { impersonation, submitterMark, submitterOf } from "./namespaces/submitter.ts";

const isForbidden = (error: unknown): error is ApiError => error instanceof ApiError && error.code === 403;

/**
 * Applies the object as the submitter of its namespace. Rights that he lacks are {@link RefusedError}: at once where the
 * API server knows his rights, which one that has just started does not, and otherwise after some attempts.
 */
export async function submit(
  connection: Connection,
  { metadata: { namespace = "" } }: KubernetesObject,
  apply: (headers: Record<string, string>) => Promise<KubernetesObject>,
): Promise<KubernetesObject> {
  const knowsHim = async () =>
    await mayDo(connection, { user: submitterOf(namespace) }, { ...submitterMark, namespace });
  const attempt = async (): Promise<KubernetesObject> =>
    await apply(impersonation(namespace)).catch(async (error: unknown) => {
      if (isForbidden(error) && (await knowsHim())) throw new RefusedError("Forbidden", error.message);
      throw error;
    });
  return await retried(attempt).catch((error: unknown) => {
    throw isForbidden(error) ? new RefusedError("Forbidden", error.message) : error;
  });
}
