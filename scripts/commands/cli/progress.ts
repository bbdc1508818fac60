import type { WriteStream } from "node:tty";
import yoctoSpinner from "yocto-spinner";

/** What is told to people who wait; on standard error, so that results can be piped. */
export interface Progress {
  say: (text: string) => void;
  /** Tells something that stays. */
  warn: (text: string) => void;
  /** Clears the line; called before anything else is printed. */
  stop: () => void;
}

/** A spinner on a terminal, a line for each step elsewhere. */
export function showProgress(stream: WriteStream): Progress {
  const line = (text: string) => void stream.write(`${text}\n`);
  if (!stream.isTTY) return { say: line, warn: line, stop: () => undefined };
  const spinner = yoctoSpinner({ stream, handleSignals: false });
  const stop = () => void spinner.stop();
  return {
    say(text) {
      spinner.text = text;
      if (!spinner.isSpinning) spinner.start();
    },
    warn(text) {
      stop();
      line(text);
    },
    stop,
  };
}
