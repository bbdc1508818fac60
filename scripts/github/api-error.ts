/** What GitHub, or the way to it, answered in place of what was asked for. */
export interface ApiError {
  /** 500 where no answer came. */
  status: number;
  message: string;
  headers: Record<string, string | undefined>;
  /** Such as `POST /repos/octo/labs/check-runs`: without the query, which a learner can have named. */
  request: string;
}

interface HttpError extends Error {
  status: number;
  request: { method: string; url: string };
  response?: { headers: Record<string, string> };
}

/** The failure of a request; undefined for what is none. */
export function asApiError(error: unknown): ApiError | undefined {
  if (!(error instanceof Error) || error.name !== "HttpError") return undefined;
  const { status, message, request, response } = error as HttpError;
  const path = new URL(request.url, "https://api.github.com").pathname;
  return { status, message, headers: response?.headers ?? {}, request: `${request.method} ${path}` };
}
