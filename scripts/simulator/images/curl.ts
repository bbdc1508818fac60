import type { Program } from "#simulator/shell/programs.ts";
import { type ProcessContext, isKnownHost } from "#simulator/webernetes/webernetes.ts";
import type { StandIn } from "./stand-in.ts";

/** curl's exit codes: https://curl.se/libcurl/c/libcurl-errors.html */
const EXIT = { done: 0, unknownHost: 6, refused: 7, refusedByServer: 22, timedOut: 28 };

/** The one address of the API server that is modelled: what it says of itself. */
const LIVEZ = "https://kubernetes.default.svc/livez";

/** curl where only its outcome is of interest: without `-s` it also draws a progress meter, which is not written here. */
export const curlProgram: Program = {
  understands: (args) => parse(args) !== undefined,
  run: async (process, args, write) => await run(process, parse(args)!, write),
};

/** curl where all that it writes can be read. */
const silentCurl: Program = { ...curlProgram, understands: (args) => parse(args)?.silent === true };

/** The image in which clients ask for one page after the other, in a shell. */
export const curl: StandIn = {
  repository: "curlimages/curl",
  tags: ["8.17.0"],
  // The real image's entrypoint does nothing that a lab could want without arguments.
  entrypoint: ["curl"],
  programs: {},
  shell: true,
  tools: { curl: silentCurl },
  writesAll: true,
};

interface Call {
  url: URL;
  /** A status of 400 or more is a failure, without a body. */
  fail: boolean;
  /** Neither a progress meter nor, unless it `complains`, a word of what went wrong. */
  silent: boolean;
  complains: boolean;
  /** The body is thrown away. */
  mute: boolean;
  milliseconds: number;
  /** What is written at the end, with the status in the place of `%{http_code}`. */
  format: string;
}

/** The short form of each option that is understood and takes no value. */
const FLAGS: Record<string, string> = {
  "--silent": "s",
  "--show-error": "S",
  "--fail": "f",
  "--insecure": "k",
  "--location": "L",
};

/** The short form of each option that is understood and takes a value. */
const OPTIONS: Record<string, string> = {
  "--max-time": "m",
  "--output": "o",
  "--write-out": "w",
  "--connect-timeout": "c",
};

/** One address, and options of those above; undefined for any other call. */
function parse(args: readonly string[]): Call | undefined {
  const call = {
    fail: false,
    mute: false,
    silent: false,
    complains: false,
    milliseconds: Number.POSITIVE_INFINITY,
    format: "",
  };
  let address: string | undefined;
  const rest = args.flatMap((arg) =>
    /^--[a-z-]+=/.test(arg) ? [arg.slice(0, arg.indexOf("=")), arg.slice(arg.indexOf("=") + 1)] : [arg],
  );
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    const letters = FLAGS[arg] ?? OPTIONS[arg] ?? /^-([sSfkLmow]+)$/.exec(arg)?.[1];
    if (letters === undefined) {
      if (arg.startsWith("-") || address !== undefined) return undefined;
      address = arg;
      continue;
    }
    // Only the last of letters that stand together can take a value.
    if (!/^[sSfkL]*[sSfkLmowc]$/.test(letters)) return undefined;
    call.silent ||= letters.includes("s");
    call.complains ||= letters.includes("S");
    call.fail ||= letters.includes("f");
    const option = /[mowc]$/.exec(letters)?.[0];
    if (option === undefined) continue;
    const value = rest.shift() ?? "";
    if (option === "w") call.format = value;
    else if (option === "o") {
      if (value !== "/dev/null") return undefined;
      call.mute = true;
    } else {
      if (!/^\d+(\.\d+)?$/.test(value)) return undefined;
      call.milliseconds = Math.min(call.milliseconds, Number(value) * 1000);
    }
  }
  const url = address === undefined ? undefined : modelledAddress(address);
  const isFormat = !/[%\\]/.test(call.format.replaceAll("%{http_code}", "").replaceAll("\\n", ""));
  return url && isFormat ? { ...call, url } : undefined;
}

/** A plain HTTP address, which curl takes without `http://` as well, or the one that is modelled of the API server. */
function modelledAddress(address: string): URL | undefined {
  if (address === LIVEZ) return new URL(address);
  const plain = address.includes("://") ? address : `http://${address}`;
  return /^http:\/\/[a-z0-9.-]+(:\d+)?(\/[\w/.?=-]*)?$/.test(plain) ? new URL(plain) : undefined;
}

async function run(process: ProcessContext, call: Call, write: (text: string) => void): Promise<number> {
  const { code, status, body } = await outcome(process, call);
  if (code === EXIT.done && !call.mute) write(body);
  if (code !== EXIT.done && (call.complains || !call.silent))
    process.writeStderr(`curl: (${code}) ${complaint(code, status, call)}\n`);
  write(call.format.replaceAll("\\n", "\n").replaceAll("%{http_code}", String(status).padStart(3, "0")));
  return code;
}

function complaint(code: number, status: number, { url }: Call): string {
  switch (code) {
    case EXIT.unknownHost:
      return `Could not resolve host: ${url.hostname}`;
    case EXIT.refused:
      return `Failed to connect to ${url.hostname} port ${url.port || 80} after 0 ms: Could not connect to server`;
    case EXIT.refusedByServer:
      return `The requested URL returned error: ${status}`;
    default:
      return "Operation timed out";
  }
}

interface Transfer {
  code: number;
  /** 0 where no answer came. */
  status: number;
  body: string;
}

async function outcome(process: ProcessContext, { url, milliseconds, fail }: Call): Promise<Transfer> {
  const silence = (code: number): Transfer => ({ code, status: 0, body: "" });
  if (!(await isKnownHost(process, url.hostname))) return silence(EXIT.unknownHost);
  let timer: number | undefined;
  const late = new Promise<undefined>((resolve) => {
    if (Number.isFinite(milliseconds)) timer = process.setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    const answer = await Promise.race([url.protocol === "https:" ? livez(process) : process.fetch(url.href), late]);
    if (!answer) return silence(EXIT.timedOut);
    const { status, body } = answer;
    return { code: fail && status >= 400 ? EXIT.refusedByServer : EXIT.done, status, body };
  } catch (error) {
    if (process.err()) throw error;
    return silence(EXIT.refused);
  } finally {
    if (timer !== undefined) process.clearTimeout(timer);
  }
}

/** What the API server answers: a store that is silent makes it unhealthy, and without it nobody answers at all. */
async function livez({ api }: ProcessContext): Promise<{ status: number; body: string }> {
  try {
    await api.corev1.listNode();
    return { status: 200, body: "ok" };
  } catch (error) {
    if (String(error).includes("ECONNREFUSED")) throw error;
    return { status: 500, body: "[-]etcd failed: reason withheld\nlivez check failed\n" };
  }
}
