import pRetry from "p-retry";
import { RefusedError } from "#core/cluster.ts";
import { ApiError } from "./api-error.ts";

/** An API server that has just started answers 403 for a second or two, until it has read the rights. */
const temporary = new Set([403, 408, 429, 500, 502, 503, 504]);

/**
 * Calls again, up to four times within 4 to 8 s, where the API is busy (HTTP 429, 5xx) or the connection fails; an API
 * server that is started again needs 4 s. Rejects with the last error.
 */
export async function retried<T>(call: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  return await pRetry(call, {
    retries: 4,
    minTimeout: 150,
    factor: 2.5,
    randomize: true,
    signal,
    shouldRetry: ({ error }) =>
      !(error instanceof RefusedError) && (!(error instanceof ApiError) || temporary.has(error.code)),
  });
}
