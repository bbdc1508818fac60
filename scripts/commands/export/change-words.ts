import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from "diff";
import { printable } from "#reporters/words/value.ts";
import type { Change } from "./changes.ts";

/** Made by a program, and as long as a book. */
const UNREAD = /^\.github\/actions\/bundle\//;

/** What would be lost: each file that changes or goes, with the lines; of new files only how many there are. */
export function changeWords(changes: readonly Change[]): string {
  const added = changes.filter(({ before }) => !before).length;
  const words = changes.filter(({ before }) => before).map(changedFile);
  return [...words, ...(added > 0 ? [`new      ${added} ${added === 1 ? "file" : "files"}`] : [])].join("\n");
}

function changedFile({ path, before, after }: Change): string {
  const head = `${after ? "changed" : "removed"}  ${printable(path)}`;
  if (UNREAD.test(path)) return `${head} (${size(before)} → ${size(after)})`;
  const text = (bytes?: Uint8Array) => Buffer.from(bytes ?? []).toString("utf8");
  const patch = structuredPatch(path, path, text(before), text(after), "", "", { context: 2 });
  const [, , ...lines] = formatPatch(patch, FILE_HEADERS_ONLY).trimEnd().split("\n");
  return [head, ...lines.map((line) => `    ${printable(line)}`)].join("\n");
}

const size = (bytes?: Uint8Array): string => (bytes ? `${Math.ceil(bytes.length / 1024)} KB` : "nothing");
