import { getSystemErrorMessage } from "node:util";

/** What the system answered, in its own words such as `permission denied`; undefined for an error that is not the system's. */
export function systemWords(error: unknown): string | undefined {
  const errno = error instanceof Error ? (error as NodeJS.ErrnoException).errno : undefined;
  return errno === undefined ? undefined : getSystemErrorMessage(errno);
}

/** A file that the person at the terminal has no right to, and what to do; undefined for every other error. */
export function refusedRight(error: unknown): string | undefined {
  const { code, path } = error as NodeJS.ErrnoException;
  if (path === undefined || !["EACCES", "EPERM", "EROFS"].includes(code ?? "")) return undefined;
  return `${path}: ${systemWords(error)}. Next: see with \`ls -l\` whose it is, and give yourself the right to it.`;
}
