import { type ApiError, asApiError } from "./api-error.ts";

/** GitHub asks for more than this only where the job had better end and say so. */
const LONGEST = 60_000;

/**
 * Milliseconds to wait before a failed request is sent again, undefined where it must not be: what GitHub put off was not
 * done and may be asked again; what failed on its side may have been done, and only reading is repeated.
 */
export function delayBeforeRetry(error: unknown, method: string, attempt: number): number | undefined {
  const failure = asApiError(error);
  if (!failure) return undefined;
  const asked = askedDelay(failure);
  if (asked !== undefined) return asked <= LONGEST ? asked : undefined;
  return failure.status >= 500 && method === "GET" ? 1000 * attempt ** 2 : undefined;
}

/** How long GitHub asks to wait (docs.github.com, "Rate limits for the REST API"). */
export function askedDelay({ status, headers, message }: ApiError): number | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const seconds = Number(headers["retry-after"]);
  if (seconds > 0) return seconds * 1000;
  if (headers["x-ratelimit-remaining"] === "0")
    return Math.max(0, Number(headers["x-ratelimit-reset"]) * 1000 - Date.now());
  return /secondary rate limit/i.test(message) ? LONGEST : undefined;
}
