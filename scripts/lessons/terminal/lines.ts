/** A line of a recorded terminal; the text of a command is without its prompt. */
export type TerminalLine = { kind: "command" | "comment" | "output"; text: string };

/** The lines of a recorded terminal: `$ ` starts a command, a backslash at its end continues it, `# ` is a comment, the rest is output. */
export function terminalLines(code: string): TerminalLine[] {
  let continued = false;
  return code.split("\n").map((line) => {
    const isCommand = continued || line.startsWith("$ ");
    const text = line.startsWith("$ ") && !continued ? line.slice(2) : line;
    continued = isCommand && line.endsWith("\\");
    if (isCommand) return { kind: "command", text };
    return { kind: line.startsWith("# ") ? "comment" : "output", text };
  });
}
