import type { Program } from "#simulator/shell/programs.ts";
import { type ProcessContext, isKnownHost } from "#simulator/webernetes/webernetes.ts";
import type { StandIn } from "./stand-in.ts";

/** curl's exit codes: https://curl.se/libcurl/c/libcurl-errors.html */
const EXIT = { done: 0, unknownHost: 6, refused: 7, refusedByServer: 22, timedOut: 28 };

/** The one address of the API server that is modelled: what it says of itself. */
const LIVEZ = "https://kubernetes.default.svc/livez";

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
  /** A status of 400 or more is a failure, without a body. */
  fail: boolean;
  /** The body is thrown away. */
  mute: boolean;
  milliseconds: number;
  /** What is written at the end, with the status in the place of `%{http_code}`. */
  format: string;
}

/** The options `-s`, `-k` and `-f`, `-m SECONDS`, `-o /dev/null`, `-w FORMAT` and one address; undefined for any other. */
function parse(args: readonly string[]): Call | undefined {
  const rest = [...args];
  const call = { fail: false, mute: false, milliseconds: Number.POSITIVE_INFINITY, format: "" };
  let silent = false;
  for (let option = rest.shift(); option !== undefined; option = rest.shift()) {
    if (/^-[skf]+$/.test(option)) {
      call.fail ||= option.includes("f");
      silent ||= option.includes("s");
    } else if (option === "-m" && /^\d+$/.test(rest[0] ?? "")) call.milliseconds = Number(rest.shift()) * 1000;
    else if (option === "-o" && rest[0] === "/dev/null") call.mute = rest.shift() !== undefined;
    else if (option === "-w") call.format = rest.shift() ?? "";
    else
      return silent && rest.length === 0 && isModelled(option, call.format)
        ? { ...call, url: new URL(option) }
        : undefined;
  }
  return undefined;
}

function isModelled(address: string, format: string): boolean {
  const isAddress = address === LIVEZ || /^http:\/\/[a-z0-9.-]+(:\d+)?(\/[\w/.?=-]*)?$/.test(address);
  return isAddress && !/[%\\]/.test(format.replaceAll("%{http_code}", "").replaceAll("\\n", ""));
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
