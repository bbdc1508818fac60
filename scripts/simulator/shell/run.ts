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
    const script = option === "-c" && rest.length === 0 && text.length <= MAX_SCRIPT ? parseScript(text) : undefined;
    return script && script.every(({ command }) => isKnown(command, installed)) ? { script } : undefined;
  }
  const program = findProgram(name, { ...installed.tools, ...installed.own });
  return program?.understands(args) ? { program, args } : undefined;
}

/** Characters of a script: more than any lab needs, and few enough to be run in each of many Pods. */
const MAX_SCRIPT = 8000;

/** Whether a command line is a script of more than one command: a shell becomes the only one that it has. */
export function isLongScript([name = "", option, text = ""]: readonly string[]): boolean {
  const script = shells.has(name) && option === "-c" ? parseScript(text) : undefined;
  return script !== undefined && (script.length > 1 || script.some(({ command }) => command.kind === "loop"));
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
  return (await runList(process, line.script, installed, (text) => process.writeStdout(text))).code;
}

function isKnown(command: Command, installed: Installed): boolean {
  if (command.kind === "loop") {
    return [...command.condition, ...command.body].every((one) => isKnown(one.command, installed));
  }
  const inner = command.words.flat().flatMap((piece) => (isSubstitution(piece) ? piece.script : []));
  if (!inner.every((one) => isKnown(one.command, installed))) return false;
  const { name, args, replaced } = readWords(command.words.map((word) => word.map(placeholder).join("")));
  if (name === "exit") return args.length === 0 || (args.length === 1 && /^\d+$/.test(args[0]!));
  const program = findProgram(name, callable(installed, replaced));
  return program?.understands(args) ?? false;
}

/** What a script can call: what the image is made for only in its own place. */
function callable({ own, tools = {} }: Installed, replaced: boolean): Programs {
  return replaced ? { ...tools, ...own } : tools;
}

function isSubstitution(piece: Word[number]): piece is Exclude<Word[number], string | { variable: string }> {
  return typeof piece !== "string" && "script" in piece;
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

/** A piece of a word whose value is known. */
type Filled = string | { value: string; quoted: boolean };

async function fill(piece: Word[number], process: ProcessContext, installed: Installed): Promise<Filled> {
  if (typeof piece === "string") return piece;
  const { quoted } = piece;
  if (!isSubstitution(piece)) return { value: process.env.get(piece.variable) ?? "", quoted };
  let written = "";
  await runList(process, piece.script, installed, (text) => void (written += text));
  return { value: written.replace(/\n+$/, ""), quoted };
}

/** The words that one word becomes: none where it is nothing but unset variables, several where a value has spaces. */
async function expand(word: Word, process: ProcessContext, installed: Installed): Promise<string[]> {
  const pieces: Filled[] = [];
  for (const piece of word) pieces.push(await fill(piece, process, installed));
  const words: string[] = [];
  let open = false;
  const append = (text: string): void => {
    if (open) words.push(`${words.pop()}${text}`);
    else words.push(text);
    open = true;
  };
  for (const piece of pieces) {
    if (typeof piece === "string") append(piece);
    else if (piece.quoted) append(piece.value);
    else {
      const { value } = piece;
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

/** Who gets what is written to the standard output. */
type Output = (text: string) => void;

/** How a command came out; `over` where nothing may run after it. */
interface ShellResult {
  code: number;
  over: boolean;
}

async function runList(
  process: ProcessContext,
  script: Script,
  installed: Installed,
  output: Output,
): Promise<ShellResult> {
  let code = 0;
  for (const { after, command } of script) {
    if ((after === "&&" && code !== 0) || (after === "||" && code === 0)) continue;
    const outcome =
      command.kind === "simple"
        ? await runSimple(process, command, installed, code, output)
        : await runLoop(process, command, installed, output);
    if (outcome.over) return outcome;
    code = outcome.code;
  }
  return { code, over: false };
}

async function runLoop(
  process: ProcessContext,
  { until, condition, body }: Loop,
  installed: Installed,
  output: Output,
): Promise<ShellResult> {
  let last: ShellResult = { code: 0, over: false };
  for (;;) {
    const asked = await runList(process, condition, installed, output);
    if (asked.over) return asked;
    if ((asked.code === 0) === until) return last;
    last = await runList(process, body, installed, output);
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
  output: Output,
): Promise<ShellResult> {
  const words: string[] = [];
  for (const word of command.words) words.push(...(await expand(word, process, installed)));
  const { name, args, replaced } = readWords(words);
  if (name === "exit") return { code: Number(args[0] ?? before), over: true };
  let kept = "";
  const { redirect } = command;
  const write = redirect ? (chunk: string): void => void (kept += chunk) : output;
  const program = findProgram(name, callable(installed, replaced))!;
  const code = await program.run(process, args, write);
  if (redirect) {
    const path = (await expand(redirect.to, process, installed)).join(" ");
    const there = redirect.append ? (process.fs.read(path) ?? "") : "";
    if (path !== "/dev/null") process.fs.write(path, there + kept);
  }
  return { code, over: replaced };
}
