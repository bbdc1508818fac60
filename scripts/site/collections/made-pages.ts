import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Loader, LoaderContext } from "astro/loaders";
import { type Course, courseAt, pathOf } from "#course/course.ts";
import type { MadePage } from "#lessons/made-pages/made-page.ts";

/** The module that makes pages, and what they are made from. */
interface Source {
  /** The folder of the site that they are in. */
  at: string;
  /** Its `pages()` gives them; from `scripts`. */
  module: string;
  /** Read again in `astro dev` when something in it changes. */
  watch: (course: Course) => string;
}

/** An Astro content loader of pages that a module makes anew for each build; what it throws fails the build. */
export function madePages({ at, module, watch }: Source): Loader {
  return {
    name: at,
    load: async (context) => {
      const course = courseAt(fileURLToPath(context.config.root));
      // Node loads it and no bundler: the grader and its schemas are no part of a page, and bundling them takes a second.
      const { pages } = (await importInNode(module)) as { pages: (course: Course) => Promise<MadePage[]> };
      await loadWatching(context, pathOf(course, watch(course)), async () => {
        const made = await pages(course);
        context.store.clear();
        await Promise.all(made.map((page) => store(context, at, page)));
      });
    },
  };
}

/** A module of ours, by its path from `scripts`, past Vite. */
export async function importInNode(module: string): Promise<unknown> {
  return await import(/* @vite-ignore */ new URL(`../../${module}`, import.meta.url).href);
}

/** Runs `load` now, and in `astro dev` after each change of a file below. */
export async function loadWatching(
  { watcher, logger }: LoaderContext,
  folder: string,
  load: () => Promise<void>,
): Promise<void> {
  await load();
  watcher?.add(folder).on("change", (path) => {
    if (path.startsWith(join(folder, "/"))) load().catch((error: unknown) => logger.error(String(error)));
  });
}

async function store(context: LoaderContext, at: string, { markdown, ...page }: MadePage): Promise<void> {
  const { id, file } = page;
  // The slug tells the link validator at which address the headings stand.
  const rendered = await context.renderMarkdown(`---\nslug: ${at}/${id}\n---\n${markdown}`, {
    fileURL: new URL(file, context.config.root),
  });
  context.store.set({ id, data: { ...page }, body: markdown, filePath: file, rendered });
}
