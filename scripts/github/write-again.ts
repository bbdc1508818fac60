import pRetry from "p-retry";
import { asApiError } from "./api-error.ts";

/**
 * Does something that reads and then writes, and does it up to twice more where GitHub's servers fail: whether the write was done is then
 * seen by reading.
 */
export async function writeAgain<Result>(write: () => Promise<Result>): Promise<Result> {
  return await pRetry(write, {
    retries: 2,
    minTimeout: 500,
    shouldRetry: ({ error }) => (asApiError(error)?.status ?? 0) >= 500,
  });
}
