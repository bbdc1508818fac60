import { randomUUID } from "node:crypto";
import type { HttpResponse } from "#core/cluster.ts";

/** What a request ended with whose name the cluster's DNS does not know. */
export const NAME_NOT_FOUND = "name not found";

/** So much of each body is kept, in bytes. */
const bodyBytes = 65_536;

/**
 * One curl process a request, so that each has its own connection. Standard output has one line of base64 a
 * request, standard error curl's own account and then one line `@ EXITCODE STATUS MESSAGE`; a server cannot write such
 * a line, because curl puts a character and a space before everything that it quotes.
 */
const script = `
times=$2
while [ "$times" -gt 0 ]; do
  curl --disable --silent --verbose --globoff --noproxy '*' --proto =http --max-time "$3" --user-agent "$4-$times" \\
    --write-out '%{stderr}@ %{exitcode} %{http_code} %{errormsg}\\n' --url "$1" | head -c ${bodyBytes} | base64 | tr -d '\\n'
  echo
  times=$((times - 1))
done`;

/** The command that asks `url` so many times, each time with a `User-Agent` of its own; the arguments never become part of the script. */
export function probeCommand(url: string, times: number, timeoutMilliseconds: number): string[] {
  const agent = `checkride/${randomUUID()}`;
  return ["sh", "-c", script, "probe", url, String(times), String(timeoutMilliseconds / 1_000), agent];
}

const account = /^@ (\d+) (\d+) (.*)$/;

/** Reads what {@link probeCommand} wrote. Throws where it is not one line a request. */
export function readProbe(times: number, output: { stdout: string; stderr: string }): HttpResponse[] {
  const bodies = output.stdout.split("\n").slice(0, -1);
  const responses: HttpResponse[] = [];
  let details: string[] = [];
  for (const line of output.stderr.split("\n")) {
    const [, exitCode, status, message] = account.exec(line) ?? [];
    if (exitCode === undefined) {
      details.push(line);
      continue;
    }
    const body = Buffer.from(bodies[responses.length] ?? "", "base64").toString("utf8");
    const error = errorText(Number(exitCode), message ?? "", details);
    responses.push(error === undefined ? { status: Number(status), body } : { error });
    details = [];
  }
  if (responses.length === times && bodies.length === times) return responses;
  throw new Error(
    `The probe Pod answered ${bodies.length} of ${times} requests. It wrote: ${output.stderr.slice(-500) || "nothing"}`,
  );
}

/** https://curl.se/libcurl/c/libcurl-errors.html */
function errorText(exitCode: number, message: string, details: string[]): string | undefined {
  switch (exitCode) {
    case 0:
    // The body was longer than what is kept.
    case 23:
      return undefined;
    case 6:
      return NAME_NOT_FOUND;
    case 7:
      return reasonOf(details) ?? "connection failed";
    case 28:
      return message.startsWith("Resolving") ? "name look-up timed out" : "timed out";
    case 52:
      return "connection closed without an answer";
    case 56:
      return "connection reset";
    default:
      return message || `curl ended with exit code ${exitCode}`;
  }
}

/** curl's message says only "Could not connect"; its account has the system's reason, `connection refused`. */
function reasonOf(details: string[]): string | undefined {
  const reasons = details.map((line) => /^\* connect to .* failed: (.+)$/.exec(line)?.[1]);
  return reasons.findLast((reason) => reason !== undefined)?.toLowerCase();
}
