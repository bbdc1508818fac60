import type { Code, Paragraph, PhrasingContent, Root } from "mdast";
import { SKIP, visit } from "unist-util-visit";
import { recordingOf, type Recordings } from "#course/recordings.ts";
import { sessionText, typedCommands } from "#lessons/terminal/session.ts";
import { readAttributes } from "./attributes.ts";
import { bashFences, isRecorded } from "./blocks.ts";
import type { CommandBlock } from "./command.ts";

/** Turns the commands of a lesson's page into terminals: where each runs, its recorded output, or why it is not run. */
export function showCommands(tree: Root, page: { id: string }, recordings: Recordings): void {
  const blocks = new Map<Code, CommandBlock>();
  for (const code of bashFences(tree)) {
    const read = readAttributes(code);
    // What is wrong with the others stops a build; the development server shows them as code.
    if ("block" in read) blocks.set(code, read.block);
  }
  const first = [...blocks.values()].find(isRecorded)?.code;
  visit(tree, "code", (code, index, parent) => {
    const block = blocks.get(code);
    if (!block || !parent || index === undefined) return;
    const shown = [terminal(block, recordings.sessions.get(recordingOf(page, block)))];
    const before = code === first ? [note("recorded", recordedOn(recordings))] : [];
    const after = "not" in block.runs ? [note("not-run", notRun(block.runs.not))] : [];
    const children = [...before, ...shown, ...after];
    parent.children.splice(index, 1, ...children);
    return [SKIP, index + children.length];
  });
}

function terminal(block: CommandBlock, recording: string | undefined): Code {
  const { code } = block;
  const commands = typedCommands(code.value).map((typed) => ({ ...typed, output: "" }));
  return {
    type: "code",
    lang: "console",
    meta: `title="${titleOf(block)}"`,
    value: recording ?? sessionText(commands),
  };
}

/** Where it runs, and whether a reader who types it changes something. */
function titleOf({ runs, changes }: CommandBlock): string {
  if ("not" in runs) return "an example, not run here";
  return `${runs.on === "client" ? "your machine" : runs.on}${changes ? ", changes the cluster" : ""}`;
}

function recordedOn({ version }: Recordings): PhrasingContent[] {
  return [
    text(
      `Everything that the commands on this page print was recorded on Kubernetes ${version}. Names, addresses and ages will differ on your cluster.`,
    ),
  ];
}

function notRun(reason: string): PhrasingContent[] {
  return [{ type: "strong", children: [text("Not run for this page:")] }, text(` ${reason}`)];
}

const text = (value: string): PhrasingContent => ({ type: "text", value });

function note(className: string, children: PhrasingContent[]): Paragraph {
  return { type: "paragraph", data: { hProperties: { className: [className] } }, children };
}
