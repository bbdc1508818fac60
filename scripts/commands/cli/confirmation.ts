import { createInterface } from "node:readline/promises";
import { UsageError } from "./usage-error.ts";

/** Asks the person at the terminal. Throws {@link UsageError} where nobody is there to ask, and with `otherwise` where the answer is not yes. */
export async function confirm(question: string, otherwise: string): Promise<void> {
  if (!process.stdin.isTTY) throw new UsageError(`${question} Say so with --yes.`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  if (!/^y(es)?$/i.test(answer)) throw new UsageError(otherwise);
}
