import { setTimeout } from "node:timers/promises";
import type { CommandBlock } from "#lessons/commands/command.ts";
import { type Exchange, sessionText, typedCommands } from "#lessons/terminal/session.ts";
import type { Scene } from "./scene.ts";

/** A command that did not do what its block says; the message has all that it printed. */
class CommandError extends Error {
  constructor({ name }: CommandBlock, problem: string, printed: string) {
    super(`${name}: ${problem}. It printed:\n${printed || "(nothing)"}`);
    this.name = "CommandError";
  }
}

const PAUSE_MILLISECONDS = 1_000;

/**
 * Runs a block and gives the recording of it, normalised. It is run again for as long as the block allows while it does not
 * do what it says, or while `accept` does not take the recording. Rejects with all that was printed.
 */
export async function runBlock(
  block: CommandBlock,
  scene: Scene,
  accept: (recording: string) => boolean = () => true,
): Promise<string> {
  await scene.without(block.during);
  const end = Date.now() + block.within * 1_000;
  for (;;) {
    const { exchanges, problem } = await once(block, scene);
    const recording = recordingText(block, exchanges, scene);
    const isLast = Date.now() + PAUSE_MILLISECONDS > end;
    if (problem === undefined && (isLast || accept(recording))) return recording;
    if (isLast) throw new CommandError(block, problem ?? "", sessionText(exchanges));
    await setTimeout(PAUSE_MILLISECONDS);
  }
}

async function once(block: CommandBlock, scene: Scene): Promise<{ exchanges: Exchange[]; problem?: string }> {
  const exchanges: Exchange[] = [];
  const typed = typedCommands(block.code.value);
  for (const [index, one] of typed.entries()) {
    const isLast = index === typed.length - 1;
    const { output, exitCode } = await scene.run(
      asTyped(block, one.command),
      "on" in block.runs ? block.runs.on : "client",
    );
    exchanges.push({ ...one, output });
    const expected = isLast ? block.exit : 0;
    if (exitCode !== expected)
      return { exchanges, problem: `"${one.command}" ended with exit code ${exitCode}; expected ${expected}` };
  }
  const printed = exchanges.map(({ output }) => output).join("\n");
  const missing = block.contains.filter((text) => !printed.includes(text));
  if (missing.length === 0) return { exchanges };
  return { exchanges, problem: `its output must contain ${missing.map((text) => `"${text}"`).join(" and ")}` };
}

/** The command with what is typed for its placeholders. */
function asTyped({ placeholders }: CommandBlock, command: string): string {
  return placeholders.reduce((text, [shown, typed]) => text.replaceAll(shown, typed), command);
}

function recordingText({ lines }: CommandBlock, exchanges: readonly Exchange[], scene: Scene): string {
  return sessionText(
    exchanges.map((exchange) => ({ ...exchange, output: firstLines(scene.normalise(exchange.output), lines) })),
  );
}

function firstLines(output: string, count: number): string {
  const lines = output.split("\n");
  return lines.length <= count ? output : [...lines.slice(0, count), "…"].join("\n");
}
