import { getOctokit } from "@actions/github";
import pRetry from "p-retry";
import { delayBeforeRetry } from "./retry-delay.ts";

/** GitHub's REST API as one token sees it. */
export type GitHub = ReturnType<typeof getOctokit>;

/** Where a token works; all calls go to one repository. */
export interface Repository {
  owner: string;
  repo: string;
}

export interface GitHubOptions {
  token: string;
  /** The API's address, `GITHUB_API_URL` of the job. */
  baseUrl?: string;
  /** Waits so many milliseconds before a request is sent again. */
  wait: (milliseconds: number) => Promise<void>;
}

const MAX_RETRIES = 3;

/** No single answer takes longer; the whole report has five minutes. */
const TIMEOUT = 30_000;

/** Opens the API. A request that GitHub puts off, or a reading one that its servers fail, is sent again up to three times. */
export function openGitHub({ token, baseUrl, wait }: GitHubOptions): GitHub {
  const github = getOctokit(token, { ...(baseUrl !== undefined && { baseUrl }) });
  github.hook.wrap("request", (request, options) =>
    pRetry(
      (attempt) => {
        const signal = AbortSignal.timeout(TIMEOUT);
        return request({ ...options, request: { ...options.request, signal, retryCount: attempt - 1 } });
      },
      {
        retries: MAX_RETRIES,
        minTimeout: 0,
        shouldRetry: ({ error, attemptNumber }) => delayBeforeRetry(error, options.method, attemptNumber) !== undefined,
        onFailedAttempt: async ({ error, attemptNumber, retriesLeft }) => {
          const delay = delayBeforeRetry(error, options.method, attemptNumber);
          if (delay !== undefined && retriesLeft > 0) await wait(delay);
        },
      },
    ),
  );
  return github;
}
