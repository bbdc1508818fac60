import type { ExpressiveCodePlugin } from "astro-expressive-code";
import { addClassName, select } from "astro-expressive-code/hast";
import type { Element } from "hast";
import { terminalLines } from "./lines.ts";

/**
 * An Expressive Code plugin for ```console blocks, a recorded terminal: lines after a `$` prompt are commands, the rest is what they printed.
 * The title says where it ran (`title="node worker"`, else the reader's own machine), and the copy button copies the commands alone.
 */
export function terminalBlocks(): ExpressiveCodePlugin {
  return {
    name: "terminal",
    hooks: {
      preprocessMetadata: ({ codeBlock }) => {
        if (codeBlock.language === "console") codeBlock.props.title ??= "your machine";
      },
      postprocessRenderedBlock: ({ codeBlock, renderData }) => {
        makeScrollable(renderData.blockAst);
        if (codeBlock.language !== "console") return;
        const commands = terminalLines(codeBlock.code).flatMap(({ kind, text }) => (kind === "command" ? [text] : []));
        const button = select("button[data-code]", renderData.blockAst);
        // U+007F stands for a line break in the attribute (see @expressive-code/plugin-frames).
        if (button && commands.length > 0) button.properties["dataCode"] = commands.join("\u007F");
      },
      postprocessRenderedLine: ({ codeBlock, lineIndex, renderData }) => {
        if (codeBlock.language !== "console") return;
        const kind = terminalLines(codeBlock.code)[lineIndex]?.kind;
        if (kind) addClassName(renderData.lineAst, `terminal-${kind}`);
      },
    },
  };
}

/**
 * The keyboard can scroll a wide block, with or without JavaScript. Expressive Code's script takes both attributes away where nothing scrolls;
 * left alone it would make nameless landmarks (`region`) of the others.
 */
function makeScrollable(block: Element): void {
  const pre = select("pre", block);
  if (pre) Object.assign(pre.properties, { tabIndex: 0, role: "group" });
}
