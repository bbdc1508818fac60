import { type ProcessContext, isKnownHost } from "#simulator/webernetes/webernetes.ts";
import type { Program, Programs } from "./programs.ts";

/** The host, port and path of an address that `wget` takes. */
function addressOf(text: string): URL | undefined {
  const plain = text.includes("://") ? text : `http://${text}`;
  return /^http:\/\/[a-z0-9.-]+(:\d+)?(\/[\w/.?=-]*)?$/.test(plain) ? new URL(plain) : undefined;
}

interface Fetch {
  url: URL;
  toOutput: boolean;
  milliseconds: number;
}

/** `wget -q`, with `--spider` or `-O -` and perhaps a time limit: what makes no file. */
function parseWget(args: readonly string[]): Fetch | undefined {
  let url: URL | undefined;
  let [quiet, nowhere, toOutput, milliseconds] = [false, false, false, 900_000];
  const rest = args.flatMap((arg) => /^(-T|-t|-O|-qO|--timeout|--tries)=?(.+)$/.exec(arg)?.slice(1) ?? [arg]);
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === "-q" || arg === "--quiet" || arg === "-qO") quiet = true;
    if (arg === "--spider") nowhere = true;
    else if (arg === "-O" || arg === "-qO") {
      const to = rest.shift();
      if (to === "-") toOutput = true;
      else if (to === "/dev/null") nowhere = true;
      else return undefined;
    } else if (arg === "-T" || arg === "--timeout") milliseconds = Number(rest.shift()) * 1000;
    else if (arg === "-t" || arg === "--tries") {
      if (rest.shift() !== "1") return undefined;
    } else if (arg !== "-q" && arg !== "--quiet") {
      if (arg.startsWith("-") || url) return undefined;
      url = addressOf(arg);
      if (!url) return undefined;
    }
  }
  return url && quiet && (nowhere || toOutput) && milliseconds > 0 ? { url, toOutput, milliseconds } : undefined;
}

/** `nc -z HOST PORT`, with `-v` or a time limit. */
function parseNc(args: readonly string[]): { host: string; port: number } | undefined {
  const text = args.join(" ");
  const found = /^(?:-(?:z|v|zv|vz)|-w ?\d+| )+ ([a-z0-9.-]+) (\d+)$/.exec(text);
  return found && /-v?z/.test(text) ? { host: found[1]!, port: Number(found[2]) } : undefined;
}

/** The answer to a GET request, or undefined where none came in time. */
async function fetchWithin(process: ProcessContext, url: URL, milliseconds: number) {
  if (!(await isKnownHost(process, url.hostname))) return undefined;
  const late = Promise.withResolvers<undefined>();
  const timer = process.setTimeout(() => late.resolve(undefined), milliseconds);
  try {
    return await Promise.race([process.fetch(url.href), late.promise]);
  } catch (error) {
    if (process.err()) throw error;
    return undefined;
  } finally {
    process.clearTimeout(timer);
  }
}

const wget: Program = {
  understands: (args) => parseWget(args) !== undefined,
  run: async (process, args, write) => {
    const { url, toOutput, milliseconds } = parseWget(args)!;
    const answer = await fetchWithin(process, url, milliseconds);
    if (answer && answer.status < 400) {
      if (toOutput) write(answer.body);
      return 0;
    }
    process.writeStderr(
      answer ? `wget: server returned error: HTTP/1.1 ${answer.status}\n` : "wget: download failed\n",
    );
    return 1;
  },
};

/** A connection is taken where anything answers HTTP: nothing else listens in a simulated Pod. */
const nc: Program = {
  understands: (args) => parseNc(args) !== undefined,
  run: async (process, args) => {
    const { host, port } = parseNc(args)!;
    if (!(await isKnownHost(process, host))) return 1;
    return await process.fetch(`http://${host}:${port}/`).then(
      () => 0,
      (error: Error) => {
        if (process.err()) throw error;
        return 1;
      },
    );
  },
};

/** Whether the cluster's DNS knows a name; what it says of it is not written here. */
const nslookup: Program = {
  understands: (args) => args.length === 1 && /^[a-z0-9.-]+\.svc\.cluster\.local\.?$/.test(args[0]!),
  run: async (process, [name = ""]) => ((await isKnownHost(process, name.replace(/\.$/, ""))) ? 0 : 1),
};

/** The programs of busybox that ask something of the network. */
export const networkPrograms: Programs = { wget, nc, nslookup };
