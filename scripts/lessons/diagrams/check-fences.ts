import { glob } from "node:fs/promises";
import { join, relative } from "node:path";
import { readText } from "#course/read-text.ts";
import { markdownTree } from "#lessons/markdown/tree.ts";
import { DiagramError } from "./diagram.ts";
import type { RenderDiagram } from "./drawing/render-diagram.ts";
import { mermaidFences } from "./fences.ts";
import { PictureError, picturesOf, readPicture } from "./pictures.ts";
import { pictureMessage, problemMessages } from "./problem-message.ts";

/** The result of drawing every diagram and reading every picture of some folders. */
export interface FenceCheck {
  diagrams: number;
  /** What is wrong, one message a problem, in the order of files and lines. */
  messages: string[];
}

/** Draws every Mermaid fence and reads every picture in the Markdown files below the folders; messages name files from the working directory. */
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
  const text = await readText(path);
  const fences = mermaidFences(text);
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
  return { diagrams: fences.length, messages: [...messages.flat(), ...(await pictureMessages(path, text))] };
}

async function pictureMessages(path: string, text: string): Promise<string[]> {
  const messages = picturesOf(markdownTree(text)).map(async (image) => {
    try {
      await readPicture(path, image);
      return [];
    } catch (error) {
      if (error instanceof PictureError) return [pictureMessage(relative("", path), image, error)];
      throw error;
    }
  });
  return (await Promise.all(messages)).flat();
}
