import { info } from "@actions/core";
import { printable } from "#reporters/words/value.ts";

/**
 * Text of a learner or a cluster that the runner takes for no command: it reads `::name::` at the start of a line, after spaces too, and
 * `##[name]` anywhere in one (https://github.com/actions/runner, ActionCommand.cs). A character without width parts both.
 */
export function neutral(text: string): string {
  return printable(text)
    .replace(/^(\s*:)(?=:)/u, "$1\u200b")
    .replaceAll("##[", "#\u200b#[");
}

/** Writes text to the job's log, a line for each of its lines. */
export function log(text: string): void {
  for (const line of text.split(/\r?\n/)) info(neutral(line));
}
