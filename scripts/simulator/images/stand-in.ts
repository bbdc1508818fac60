import { type Program, type Programs, tools } from "#simulator/shell/programs.ts";
import {
  type CommandLine,
  type Installed,
  type TouchedFiles,
  readCommandLine,
  runCommandLine,
  touchedFiles,
} from "#simulator/shell/run.ts";
import {
  type HttpRequest,
  type HttpResponse,
  type ImageConstructor,
  type ProcessContext,
  BaseImage,
  isMainProcess,
} from "#simulator/webernetes/webernetes.ts";
import { politeEnd, whenAskedToEnd } from "./termination.ts";

/** A shell's exit code for a program that is not there, by which webernetes' runtime knows it too. */
const NOT_FOUND = 127;

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
  /** Programs that learners know from other images and that this one does not have. */
  lacks?: readonly string[];
  /** Files of the image that its programs or its users may read, with their text. */
  files?: Readonly<Record<string, string>>;
  /** Files that its main program keeps while it runs. */
  makes?: Readonly<Record<string, true>>;
  /** The user that its programs run as, where the image names a number; 0 is root. */
  user?: number;
  /** Whether all that its programs write is written here as well. */
  writesAll: boolean;
  /** Folders below which its programs read what a volume holds, as the image's do. */
  readsVolumesAt?: string[];
  /** Command lines that do something to the running program instead of what a shell would do. */
  intercepts?: Record<string, (process: ProcessContext) => number>;
}

/** The command line (command or entrypoint, then args) as the stand-in reads it; undefined where it is not simulated. */
export function readFor(standIn: StandIn, commandLine: readonly string[]): CommandLine | undefined {
  return readCommandLine(commandLine, installed(standIn));
}

function installed({ programs, shell, tools: more, lacks = [] }: StandIn): Installed {
  const missing = Object.fromEntries(lacks.map((name) => [name, missingProgram(name)]));
  return { own: programs, tools: shell ? { ...tools, ...more, ...missing } : undefined };
}

/** What a shell says of a program that is not there. */
function missingProgram(name: string): Program {
  return {
    understands: () => true,
    run: (process) => {
      process.writeStderr(`sh: ${name}: not found\n`);
      return NOT_FOUND;
    },
  };
}

/** The files that a command line names; undefined where it is not simulated. */
export function filesNamed(standIn: StandIn, commandLine: readonly string[]): TouchedFiles | undefined {
  const line = readFor(standIn, commandLine);
  return line && touchedFiles(line, installed(standIn));
}

/** Whether the stand-in truly does what the image would do with this command line in a container that runs already. */
export function executes(standIn: StandIn, commandLine: readonly string[]): boolean {
  const isMissing = standIn.lacks?.includes(commandLine[0] ?? "") ?? false;
  return isMissing || interceptor(standIn, commandLine) !== undefined || readFor(standIn, commandLine) !== undefined;
}

function interceptor(standIn: StandIn, commandLine: readonly string[]) {
  return standIn.intercepts?.[commandLine.join(" ")];
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
          if (!isMainProcess(process)) {
            const intercepted = interceptor(standIn, commandLine)?.(process);
            if (intercepted !== undefined) return intercepted;
          }
          // Without a shell around it, a program that is not there is the runtime's complaint.
          const isMissing = standIn.lacks?.includes(commandLine[0] ?? "") ?? false;
          const line = isMissing ? undefined : readFor(standIn, commandLine);
          if (line) return await runCommandLine(process, line, installed(standIn));
          process.writeStderr(`${commandLine[0] ?? ""}: not found\n`);
          return NOT_FOUND;
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

/** Answers HTTP on a port until the process is told to end. */
export async function serve(
  process: ProcessContext,
  port: number,
  answer: (request: HttpRequest) => HttpResponse | Promise<HttpResponse>,
): Promise<number> {
  process.listenHttp(port, async (_, request) => await answer(request));
  return await untilTerminated(process);
}
