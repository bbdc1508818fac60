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

const program: Program = {
  understands: (args) => parse(args) !== undefined,
  run: async (process, args, write) => await run(process, parse(args)!, write),
};

/** The image in which clients ask for one page after the other, in a shell. */
export const curl: StandIn = {
  repository: "curlimages/curl",
  tags: ["8.17.0"],
  // The real image's entrypoint does nothing that a lab could want without arguments.
  entrypoint: ["curl"],
  programs: {},
  shell: true,
  tools: { curl: program },
  writesAll: true,
};

interface Call {
  url: URL;
  method: string;
  /** A status of 400 or more is a failure, without a body. */
  fail: boolean;
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

/** The long names of options. */
const SHORT: Record<string, string> = {
  "--silent": "-s",
  "--insecure": "-k",
  "--fail": "-f",
  "--show-error": "-S",
  "--max-time": "-m",
  "--output": "-o",
  "--write-out": "-w",
  "--header": "-H",
  "--request": "-X",
  "--data": "-d",
};

/** `-s`, `-S`, `-k`, `-f`, `-m SECONDS`, `-o /dev/null`, `-w FORMAT`, `-H HEADER`, `-X METHOD`, `-d BODY`, `--cacert FILE` and one address; undefined for any other. */
function parse(args: readonly string[]): Call | undefined {
  const rest = [...args];
  const call: Omit<Call, "url"> = {
    method: "GET",
    fail: false,
    mute: false,
    insecure: false,
    headers: {},
    milliseconds: Number.POSITIVE_INFINITY,
    format: "",
  };
  let silent = false;
  let address: string | undefined;
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const option = Object.hasOwn(SHORT, word) ? SHORT[word]! : word;
    if (/^-[sSkf]+$/.test(option)) {
      call.fail ||= option.includes("f");
      call.insecure ||= option.includes("k");
      silent ||= option.includes("s");
    } else if (!option.startsWith("-") && address === undefined) address = option;
    else if (rest.length === 0 || !readValue(call, option, rest.shift()!)) return undefined;
  }
  return silent && address !== undefined && isModelled(address, call) ? { ...call, url: new URL(address) } : undefined;
}

function readValue(call: Omit<Call, "url">, option: string, value: string): boolean {
  if (option === "-m" && /^\d+$/.test(value)) call.milliseconds = Number(value) * 1000;
  else if (option === "-o" && value === "/dev/null") call.mute = true;
  else if (option === "-w") call.format = value;
  else if (option === "-X") call.method = value;
  else if (option === "-d") call.body = value;
  else if (option === "--cacert") call.certificate = value;
  else if (option === "-H") {
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
  write(call.format.replaceAll("\\n", "\n").replaceAll("%{http_code}", String(status).padStart(3, "0")));
  return code;
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
