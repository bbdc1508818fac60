import type { ProcessContext } from "#simulator/webernetes/webernetes.ts";
import { type Program, type Programs, findProgram } from "./programs.ts";
import { type Command, type Loop, type Script, type SimpleCommand, type Word, parseScript } from "./syntax.ts";

/** The programs of an image. */
export interface Installed {
  /** What it is made for: process 1 or nothing. */
  own: Programs;
  /** What a script may call; absent where there is no shell. */
  tools?: Programs | undefined;
}

/** What a container was told to run: one program with its arguments, or a script for its shell. */
export type CommandLine = { program: Program; args: string[] } | { script: Script };

const shells = new Set(["sh", "/bin/sh"]);

/**
 * Reads a command line (entrypoint or command, then args) for an image with these programs of its own, and perhaps a
 * shell with the usual tools; undefined where any part of it is not simulated.
 */
export function readCommandLine(commandLine: readonly string[], installed: Installed): CommandLine | undefined {
  const [name = "", ...args] = commandLine;
  if (installed.tools && shells.has(name)) {
    // A shell that has nothing to read ends.
    if (args.length === 0) return { script: [] };
    const [option, text = "", ...rest] = args;
    const script = option === "-c" && rest.length === 0 ? parseScript(text) : undefined;
    return script && script.every(({ command }) => isKnown(command, installed)) ? { script } : undefined;
  }
  const program = findProgram(name, { ...installed.tools, ...installed.own });
  return program?.understands(args) ? { program, args } : undefined;
}

/** The files that a command line looks at, and those that it makes or changes. */
export interface TouchedFiles {
  reads: string[];
  writes: string[];
}

/** The files that a command line names; `variable` stands in them for what is known only when it runs. */
export function touchedFiles(line: CommandLine, installed: Installed): TouchedFiles {
  if ("script" in line) return merged(line.script.map(({ command }) => touchedBy(command, installed)));
  const { reads = [], writes = [] } = line.program.files?.(line.args) ?? {};
  return { reads: [...reads], writes: [...writes] };
}

function touchedBy(command: Command, installed: Installed): TouchedFiles {
  if (command.kind === "loop") {
    return merged([...command.condition, ...command.body].map((one) => touchedBy(one.command, installed)));
  }
  const { name, args, replaced } = readWords(command.words.map((word) => word.map(placeholder).join("")));
  const { reads = [], writes = [] } = findProgram(name, callable(installed, replaced))?.files?.(args) ?? {};
  const target = command.redirect?.to.map(placeholder).join("") ?? "/dev/null";
  return { reads: [...reads], writes: [...writes, ...(target === "/dev/null" ? [] : [target])] };
}

function merged(all: TouchedFiles[]): TouchedFiles {
  return { reads: all.flatMap(({ reads }) => reads), writes: all.flatMap(({ writes }) => writes) };
}

/** Runs it to its end and resolves with its exit code. */
export async function runCommandLine(
  process: ProcessContext,
  line: CommandLine,
  installed: Installed,
): Promise<number> {
  if ("program" in line) return await line.program.run(process, line.args, (text) => process.writeStdout(text));
  return (await runList(process, line.script, installed)).code;
}

function isKnown(command: Command, installed: Installed): boolean {
  if (command.kind === "loop") {
    return [...command.condition, ...command.body].every((one) => isKnown(one.command, installed));
  }
  const { name, args, replaced } = readWords(command.words.map((word) => word.map(placeholder).join("")));
  if (name === "exit") return args.length === 0 || (args.length === 1 && /^\d+$/.test(args[0]!));
  const program = findProgram(name, callable(installed, replaced));
  return program?.understands(args) ?? false;
}

/** What a script can call: what the image is made for only in its own place. */
function callable({ own, tools = {} }: Installed, replaced: boolean): Programs {
  return replaced ? { ...tools, ...own } : tools;
}

/** What stands for a variable while nobody knows its value: text that no option looks like. */
function placeholder(piece: Word[number]): string {
  return typeof piece === "string" ? piece : "variable";
}

/** `exec` replaces the shell by the program: the image's own program, which is process 1 then. */
function readWords([name = "", ...args]: string[]): { name: string; args: string[]; replaced: boolean } {
  if (name !== "exec") return { name, args, replaced: false };
  return { name: args[0] ?? "", args: args.slice(1), replaced: true };
}

/** The words that one word becomes: none where it is nothing but unset variables, several where a value has spaces. */
function expand(word: Word, env: ReadonlyMap<string, string>): string[] {
  const words: string[] = [];
  let open = false;
  const append = (text: string): void => {
    if (open) words.push(`${words.pop()}${text}`);
    else words.push(text);
    open = true;
  };
  for (const piece of word) {
    if (typeof piece === "string") append(piece);
    else if (piece.quoted) append(env.get(piece.variable) ?? "");
    else {
      const value = env.get(piece.variable) ?? "";
      if (/^\s/.test(value)) open = false;
      for (const [index, part] of value.split(/\s+/).filter(Boolean).entries()) {
        if (index > 0) open = false;
        append(part);
      }
      if (/\s$/.test(value)) open = false;
    }
  }
  return words;
}

/** How a command came out; `over` where nothing may run after it. */
interface ShellResult {
  code: number;
  over: boolean;
}

async function runList(
  process: ProcessContext,
  script: Script,
  installed: Installed,
  before = 0,
): Promise<ShellResult> {
  let code = before;
  for (const { after, command } of script) {
    if ((after === "&&" && code !== 0) || (after === "||" && code === 0)) continue;
    const outcome =
      command.kind === "simple"
        ? await runSimple(process, command, installed, code)
        : await runLoop(process, command, installed);
    if (outcome.over) return outcome;
    code = outcome.code;
  }
  return { code, over: false };
}

async function runLoop(
  process: ProcessContext,
  { until, condition, body }: Loop,
  installed: Installed,
): Promise<ShellResult> {
  let last: ShellResult = { code: 0, over: false };
  for (;;) {
    const asked = await runList(process, condition, installed);
    if (asked.over) return asked;
    if ((asked.code === 0) === until) return last;
    last = await runList(process, body, installed);
    if (last.over) return last;
    // A real loop takes time, and one that never waits would never let anything else happen.
    await process.sleep(1);
  }
}

async function runSimple(
  process: ProcessContext,
  command: SimpleCommand,
  installed: Installed,
  before: number,
): Promise<ShellResult> {
  const { name, args, replaced } = readWords(command.words.flatMap((word) => expand(word, process.env)));
  if (name === "exit") return { code: Number(args[0] ?? before), over: true };
  let output = "";
  const { redirect } = command;
  const write = redirect
    ? (chunk: string): void => void (output += chunk)
    : (chunk: string): void => process.writeStdout(chunk);
  const program = findProgram(name, callable(installed, replaced))!;
  const code = await program.run(process, args, write);
  if (redirect) {
    const path = expand(redirect.to, process.env).join(" ");
    const kept = redirect.append ? (process.fs.read(path) ?? "") : "";
    if (path !== "/dev/null") process.fs.write(path, kept + output);
  }
  return { code, over: replaced };
}
