import { terminalLines } from "./lines.ts";

/** A command as it was typed at a prompt. */
export interface Typed {
  /** Comments above it, with their `#`. */
  comments: string[];
  /** Without prompt; a backslash at the end of a line continues it. */
  command: string;
}

/** A command, and what the terminal then showed. */
export interface Exchange extends Typed {
  output: string;
}

/** The commands of a script, one a line; a backslash at a line's end continues it, `# ` begins a comment. */
export function typedCommands(script: string): Typed[] {
  const typed: Typed[] = [];
  let comments: string[] = [];
  let last: Typed | undefined;
  for (const line of script.split("\n")) {
    if (last) last.command += `\n${line}`;
    else if (line.startsWith("# ")) comments.push(line);
    else if (line.trim() !== "") {
      last = { comments, command: line };
      typed.push(last);
      comments = [];
    }
    if (!line.endsWith("\\")) last = undefined;
  }
  return typed;
}

/** The commands of a recorded terminal. */
export function recordedCommands(session: string): Typed[] {
  const commands = terminalLines(session).filter(({ kind }) => kind === "command");
  return typedCommands(commands.map(({ text }) => text).join("\n"));
}

/** A recorded terminal: comments, `$ ` and the command, what it printed. */
export function sessionText(exchanges: readonly Exchange[]): string {
  return exchanges
    .flatMap(({ comments, command, output }) => [...comments, `$ ${command}`, ...(output ? [output] : [])])
    .join("\n");
}
