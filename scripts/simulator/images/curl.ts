import { ownValue } from "#core/json.ts";
import { type ApiRequest, askApi, isModelledRequest } from "#simulator/access/api-requests.ts";
import { CERTIFICATE } from "#simulator/access/tokens.ts";
import type { Program } from "#simulator/shell/programs.ts";
import { type ProcessContext, isKnownHost } from "#simulator/webernetes/webernetes.ts";
import type { StandIn } from "./stand-in.ts";

/** curl's exit codes: https://curl.se/libcurl/c/libcurl-errors.html */
const EXIT = {
  done: 0,
  unknownHost: 6,
  refused: 7,
  refusedByServer: 22,
  timedOut: 28,
  distrusted: 60,
  noCertificate: 77,
};

/** Where a Pod finds the API server. */
const API = "https://kubernetes.default.svc";

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
  method: string;
  /** A status of 400 or more is a failure, without a body. */
  fail: boolean;
  /** Neither a progress meter nor, unless it `complains`, a word of what went wrong. */
  silent: boolean;
  complains: boolean;
  /** The body is thrown away. */
  mute: boolean;
  /** Whoever answers is trusted. */
  insecure: boolean;
  /** The file with the certificate that is trusted. */
  certificate?: string;
  /** By their names in small letters. */
  headers: Record<string, string>;
  body?: string;
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

/** A name for each option that is understood and takes a value, by both of its forms where it has two. */
const OPTIONS: Record<string, string> = {
  m: "time",
  "--max-time": "time",
  "--connect-timeout": "time",
  o: "output",
  "--output": "output",
  w: "format",
  "--write-out": "format",
  H: "header",
  "--header": "header",
  X: "method",
  "--request": "method",
  d: "body",
  "--data": "body",
  "--cacert": "certificate",
};

/** One address, and options of those above; undefined for any other call. */
function parse(args: readonly string[]): Call | undefined {
  const call: Omit<Call, "url"> = {
    method: "GET",
    fail: false,
    mute: false,
    silent: false,
    complains: false,
    insecure: false,
    headers: {},
    milliseconds: Number.POSITIVE_INFINITY,
    format: "",
  };
  let address: string | undefined;
  const rest = args.flatMap((arg) =>
    /^--[a-z-]+=/.test(arg) ? [arg.slice(0, arg.indexOf("=")), arg.slice(arg.indexOf("=") + 1)] : [arg],
  );
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    // Only the last of letters that stand together can take a value.
    const [, letters = "", last = ""] = /^-([sSfkL]*)([mowHXd]?)$/.exec(arg) ?? [];
    const flags = letters + (ownValue(FLAGS, arg) ?? "");
    const option = ownValue(OPTIONS, last === "" ? arg : last);
    call.silent ||= flags.includes("s");
    call.complains ||= flags.includes("S");
    call.fail ||= flags.includes("f");
    call.insecure ||= flags.includes("k");
    if (option !== undefined) {
      if (rest.length === 0 || !readValue(call, option, rest.shift()!)) return undefined;
    } else if (flags === "") {
      if (arg.startsWith("-") || address !== undefined) return undefined;
      address = arg;
    }
  }
  if (address === undefined) return undefined;
  // curl takes an address without `http://` as well.
  const whole = address.includes("://") ? address : `http://${address}`;
  return isModelled(whole, call) ? { ...call, url: new URL(whole) } : undefined;
}

function readValue(call: Omit<Call, "url">, option: string, value: string): boolean {
  if (option === "time" && /^\d+(\.\d+)?$/.test(value))
    call.milliseconds = Math.min(call.milliseconds, Number(value) * 1000);
  else if (option === "output" && value === "/dev/null") call.mute = true;
  else if (option === "format") call.format = value;
  else if (option === "method") call.method = value;
  else if (option === "body") call.body = value;
  else if (option === "certificate") call.certificate = value;
  else if (option === "header") {
    const [, name = "", text = ""] = /^([\w-]+): *(.*)$/.exec(value) ?? [];
    call.headers[name.toLowerCase()] = text;
    return name !== "";
  } else return false;
  return true;
}

function isModelled(address: string, call: Omit<Call, "url">): boolean {
  if (/[%\\]/.test(call.format.replaceAll("%{http_code}", "").replaceAll("\\n", ""))) return false;
  if (!address.startsWith(API)) {
    const isPlain = call.method === "GET" && call.body === undefined && Object.keys(call.headers).length === 0;
    return isPlain && /^http:\/\/[a-z0-9.-]+(:\d+)?(\/[\w/.?=-]*)?$/.test(address);
  }
  const { authorization = "Bearer", "content-type": type, ...others } = call.headers;
  const request = apiRequest(address.slice(API.length), call);
  if (!/^Bearer\b/.test(authorization) || Object.keys(others).length > 0 || !isModelledRequest(request)) return false;
  if (call.method === "GET") return address === `${API}/livez` || call.mute;
  return call.mute && type === "application/merge-patch+json";
}

function apiRequest(path: string, { method, headers, body }: Omit<Call, "url">): ApiRequest {
  const [, token] = /^Bearer (\S+)$/.exec(headers["authorization"] ?? "") ?? [];
  return { method, path, ...(token !== undefined && { token }), ...(body !== undefined && { body }) };
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

async function outcome(process: ProcessContext, call: Call): Promise<Transfer> {
  const { url, milliseconds, fail } = call;
  const silence = (code: number): Transfer => ({ code, status: 0, body: "" });
  if (!(await isKnownHost(process, url.hostname))) return silence(EXIT.unknownHost);
  const distrust = url.protocol === "https:" ? distrustCode(process, call) : undefined;
  if (distrust !== undefined) return silence(distrust);
  let timer: number | undefined;
  const late = new Promise<undefined>((resolve) => {
    if (Number.isFinite(milliseconds)) timer = process.setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    const asked = url.protocol === "https:" ? askApiServer(process, call) : process.fetch(url.href);
    const answer = await Promise.race([asked, late]);
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

/** Why the API server's certificate is not trusted; undefined where it is. */
function distrustCode({ fs }: ProcessContext, { insecure, certificate }: Call): number | undefined {
  if (certificate !== undefined && !fs.has(certificate)) return EXIT.noCertificate;
  if (insecure || (certificate !== undefined && fs.read(certificate) === CERTIFICATE)) return undefined;
  return EXIT.distrusted;
}

/** A store that is silent makes the API server unhealthy, and without it nobody answers at all. */
async function askApiServer({ network }: ProcessContext, call: Call): Promise<{ status: number; body: string }> {
  const { pathname } = call.url;
  try {
    const status = await askApi(network, apiRequest(pathname, call));
    return { status, body: status === 200 ? "ok" : "" };
  } catch (error) {
    if (String(error).includes("ECONNREFUSED")) throw error;
    return { status: 500, body: "[-]etcd failed: reason withheld\nlivez check failed\n" };
  }
}
