import { openTerminal, type Stage } from "#commands/record/terminal.ts";
import { handedIn } from "#lessons/made-pages/issues/message.ts";
import type { Recording } from "#lessons/made-pages/issues/page.ts";
import { type Exchange, recordedCommands, sessionText } from "#lessons/terminal/session.ts";

/** Types the commands of a recording again, in a folder with its files, and gives what the terminal then shows. */
export async function replay(code: string, { text, files }: Recording, stage: Stage): Promise<string> {
  const terminal = await openTerminal(stage);
  try {
    for (const { name, bytes } of handedIn(code, files)) if (bytes) await terminal.write(name, bytes);
    const exchanges: Exchange[] = [];
    // Most commands are there to show a failure, so that none has to end well.
    for (const typed of recordedCommands(text))
      exchanges.push({ ...typed, output: (await terminal.run(typed.command)).output });
    // Pages keep no spaces at the ends of their lines.
    return sessionText(exchanges).replaceAll(stage.namespace, "default").replaceAll(/ +$/gm, "");
  } finally {
    await terminal.close();
  }
}
