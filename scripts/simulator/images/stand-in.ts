import { type Programs, tools } from "#simulator/shell/programs.ts";
import { type CommandLine, type Installed, readCommandLine, runCommandLine } from "#simulator/shell/run.ts";
import {
  type HttpRequest,
  type HttpResponse,
  type ImageConstructor,
  type ProcessContext,
  BaseImage,
} from "#simulator/webernetes/webernetes.ts";
import { ignoreEnd, politeEnd, whenAskedToEnd } from "./termination.ts";

/** A public image's programs, as far as labs need them. */
export interface StandIn {
  /** As manifests name it, without tag: `nginx`. */
  repository: string;
  tags: string[];
  /** What the image runs when a container gives no `command`. */
  entrypoint: string[];
  /** The programs that only this image has. */
  programs: Programs;
  /** Whether it has a shell and its tools. */
  shell: boolean;
  /** What its scripts may call beside the shell's tools. */
  tools?: Programs;
  /** Whether all that its programs write is written here as well. */
  writesAll: boolean;
  /** Folders below which its programs read what a volume holds, as the image's do. */
  readsVolumesAt?: string[];
  /** Whether other processes than the first answer its requests, so that they can be stopped from inside. */
  hasWorkers?: boolean;
}

/** The command line (command or entrypoint, then args) as the stand-in reads it; undefined where it is not simulated. */
export function readFor(standIn: StandIn, commandLine: readonly string[]): CommandLine | undefined {
  return readCommandLine(commandLine, installed(standIn));
}

function installed({ programs, shell, tools: more }: StandIn): Installed {
  return { own: programs, tools: shell ? { ...tools, ...more } : undefined };
}

/** Whether the stand-in truly does what the image would do with this command line in a container that runs already. */
export function executes(standIn: StandIn, commandLine: readonly string[]): boolean {
  return readFor(standIn, commandLine) !== undefined;
}

/** The image class that webernetes wants for each tag of a stand-in. */
export function imageClasses(standIn: StandIn): ImageConstructor[] {
  return standIn.tags.map(
    (tag) =>
      class extends BaseImage {
        static readonly imageName = standIn.repository;
        static readonly imageVersion = tag;
        readonly defaultCommand = standIn.entrypoint;
        override async exec(process: ProcessContext, commandLine: readonly string[]): Promise<number> {
          const line = readFor(standIn, commandLine);
          if (line) return await runCommandLine(process, line, installed(standIn));
          process.writeStderr(`${commandLine[0] ?? ""}: not found\n`);
          return 127;
        }
        // Process 1 without a handler for SIGTERM is not ended by it, but killed at the end of the grace period.
        signalHandler = (process: ProcessContext, signal: string): void => {
          if (signal === "SIGTERM") politeEnd(process);
        };
      },
  );
}

/** Waits to be told to end, and then ends as a program does that was asked politely. */
export async function untilTerminated(process: ProcessContext): Promise<number> {
  await Promise.race([process.waitUntilKilled(), whenAskedToEnd(process)]);
  return 0;
}

/** By container: the ports on which its processes listen. */
const ports = new WeakMap<object, Set<number>>();

/** The containers whose worker processes were stopped: the kernel takes connections, and nobody answers. */
const hung = new WeakSet<object>();

/** Whether a process of the container listens on the port. */
export function listensOn(container: object, port: number): boolean {
  return ports.get(container)?.has(port) ?? false;
}

/** Stops the worker processes of a container, which then answers no request, nor the one to end. */
export function hang(container: object): void {
  hung.add(container);
  ignoreEnd(container);
}

/** Answers HTTP on a port until the process is told to end. */
export async function serve(
  process: ProcessContext,
  port: number,
  answer: (request: HttpRequest) => HttpResponse | Promise<HttpResponse>,
): Promise<number> {
  const { container } = process;
  ports.set(container, (ports.get(container) ?? new Set()).add(port));
  process.listenHttp(port, async (_, request) =>
    hung.has(container) ? await new Promise(() => {}) : await answer(request),
  );
  return await untilTerminated(process);
}
