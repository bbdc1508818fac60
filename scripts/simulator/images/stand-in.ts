import type { HttpRequest, HttpResponse, ImageConstructor, ProcessContext } from "../webernetes.ts";
import { BaseImage } from "../webernetes.ts";

/** A program that behaves as a public image's program does, as far as labs need it. */
export interface StandIn {
  /** As manifests name it, without tag: `nginx`. */
  repository: string;
  tags: string[];
  /** What the image runs when a container gives no `command`. */
  entrypoint: string[];
  /** Whether the stand-in truly does what the image would do with this command line (entrypoint or command, then args). */
  understands(commandLine: readonly string[]): boolean;
  /** Runs until the process ends and resolves with its exit code. */
  run(process: ProcessContext, commandLine: readonly string[]): Promise<number>;
  /** True where the program, being process 1, has no handler for SIGTERM and is killed at the end of the grace period. */
  ignoresTermination?: boolean;
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
          return await standIn.run(process, commandLine);
        }
        signalHandler = standIn.ignoresTermination ? (): void => {} : undefined;
      },
  );
}

/** Waits to be told to end, and then ends as a program does that was asked politely. */
export async function untilTerminated(process: ProcessContext): Promise<number> {
  await process.waitUntilKilled();
  return 0;
}

/** Answers HTTP on a port until the process is told to end. */
export async function serve(
  process: ProcessContext,
  port: number,
  answer: (request: HttpRequest) => HttpResponse,
): Promise<number> {
  process.listenHttp(port, (_, request) => Promise.resolve(answer(request)));
  return await untilTerminated(process);
}
