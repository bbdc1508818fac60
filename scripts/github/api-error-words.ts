import type { ApiError } from "./api-error.ts";
import { askedDelay } from "./retry-delay.ts";

const WRITE_SETTING = "Settings → Actions → General → Workflow permissions → Read and write permissions";

/** The failure as sentences: what was asked, what GitHub said, and what to do. */
export function apiErrorWords(error: ApiError): string {
  return `GitHub did not do \`${error.request}\`: ${error.status} ${error.message}\nNext: ${next(error)}`;
}

function next(error: ApiError): string {
  const { status, message } = error;
  const delay = askedDelay(error);
  if (delay !== undefined) return `the limit of requests is reached: run this job again in ${minutes(delay)}.`;
  switch (status) {
    case 401:
      return "the token is not valid (any more): run the job again, so that it gets a new one.";
    case 403:
      return /not accessible|read-only|must have/i.test(message)
        ? `let workflows write: ${WRITE_SETTING}. A new fork starts with reading alone. Then run this job again.`
        : "see whether the pull request is locked or the repository archived, then run this job again.";
    case 404:
      return "see whether it is still there, and whether report.yml grants the permissions that it came with.";
    case 409:
      return "something else changed it at the same time: run this job again.";
    case 410:
      return "it was deleted, or is switched off in the repository's settings.";
    case 422:
      return "GitHub found the request wrong, which is a fault of Checkride: please report it with this message.";
    default:
      return status >= 500
        ? "look at https://www.githubstatus.com and run this job again."
        : "run this job again; if it stays so, please report it with this message.";
  }
}

function minutes(milliseconds: number): string {
  const count = Math.max(1, Math.ceil(milliseconds / 60_000));
  return count === 1 ? "a minute" : `${count} minutes`;
}
