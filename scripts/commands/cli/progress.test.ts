import { PassThrough } from "node:stream";
import type { WriteStream } from "node:tty";
import { expect, it } from "vitest";
import { showProgress } from "./progress.ts";

it("a spinner leaves Ctrl-C to the command, which cleans up before it ends", () => {
  const terminal = Object.assign(new PassThrough(), {
    isTTY: true,
    columns: 80,
    cursorTo: () => true,
    clearLine: () => true,
    moveCursor: () => true,
  }) as unknown as WriteStream;
  const before = process.listenerCount("SIGINT");
  const progress = showProgress(terminal);
  progress.say("Opening the cluster");
  expect(process.listenerCount("SIGINT")).toBe(before);
  progress.stop();
});
