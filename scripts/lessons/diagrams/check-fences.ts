import { glob } from "node:fs/promises";
import { join, relative } from "node:path";
import { readText } from "#course/read-text.ts";
import { DiagramError } from "./diagram.ts";
import type { RenderDiagram } from "./drawing/render-diagram.ts";
import { mermaidFences } from "./fences.ts";
import { problemMessages } from "./problem-message.ts";

/** The result of drawing every diagram of some folders. */
export interface FenceCheck {
  diagrams: number;
  /** What is wrong, one message a problem, in the order of files and lines. */
  messages: string[];
}

/** Draws every Mermaid fence in the Markdown files below the folders; messages name files from the working directory. */
export async function checkFences(folders: readonly string[], render: RenderDiagram): Promise<FenceCheck> {
  const paths = await Promise.all(folders.map(markdownFiles));
  const checks = await Promise.all(paths.flat().map((path) => checkFile(path, render)));
  return {
    diagrams: checks.reduce((sum, { diagrams }) => sum + diagrams, 0),
    messages: checks.flatMap(({ messages }) => messages),
  };
}

async function markdownFiles(folder: string): Promise<string[]> {
  const paths = await Array.fromAsync(glob("**/*.{md,mdx}", { cwd: folder }));
  return paths.sort().map((path) => join(folder, path));
}

async function checkFile(path: string, render: RenderDiagram): Promise<FenceCheck> {
  const fences = mermaidFences(await readText(path));
  const messages = await Promise.all(
    fences.map((fence) =>
      render(fence.source).then(
        () => [],
        (error: unknown) => {
          if (error instanceof DiagramError) return problemMessages(relative("", path), fence, error);
          throw error;
        },
      ),
    ),
  );
  return { diagrams: fences.length, messages: messages.flat() };
}
