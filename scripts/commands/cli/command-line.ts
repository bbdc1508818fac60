import { type Command, Option } from "commander";
import { KUBERNETES_VERSION, KUBERNETES_VERSIONS } from "#core/kubernetes/version.ts";

/** Adds commands to the command line; each of them tells its exit code. */
export type Commands = (program: Command, signal: AbortSignal, end: (exitCode: number) => void) => void;

/** The option of every command that can be asked about other labs. */
export function labsFolder(): Option {
  return new Option("--labs <folder>", "where the labs are, if not in this repository");
}

/** The options that say where to grade. */
export function gradedWith(command: Command): Command {
  return command
    .addOption(
      new Option("--cluster <name>", "where to grade").choices(["simulated", "kind", "current"]).default("simulated"),
    )
    .addOption(labsFolder())
    .addOption(
      new Option("--kubernetes <version>", `of the kind cluster; ${KUBERNETES_VERSION} without it`).choices(
        KUBERNETES_VERSIONS,
      ),
    )
    .option("--fresh", "make the kind cluster anew")
    .option("--no-keep", "delete the kind cluster at the end, which else stays for the next time")
    .option("--yes", "use the current context without asking");
}

/** The last part of a command's help. */
export function example(...lines: string[]): string {
  return `\n${lines.length === 1 ? "Example" : "Examples"}:\n${lines.map((line) => `  ${line}`).join("\n")}`;
}
