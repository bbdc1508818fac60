import { readFile } from "node:fs/promises";
import type { Loader, LoaderContext } from "astro/loaders";
import type { LabFile } from "#core/generated/lab.ts";
import type { Lab } from "#core/lab/lab.ts";
import { loadWatching } from "./made-pages.ts";

/** One file of an exercise: as shipped, and as highlighted HTML. */
type ExerciseFile = { name: string; text: string; html: string };

type LabFolders = typeof import("#course/labs.ts");

/** What the site knows of a lab beside its brief. */
export type LabData = LabFile & { exercise: ExerciseFile[] };

/**
 * An Astro content loader that makes one entry of each folder under labs/: lab.yaml and the exercise are the data, README.md the body.
 * A folder without one of them, or with a lab.yaml that could not be graded, fails the build with the file's name.
 */
export function labLoader(): Loader {
  return {
    name: "labs",
    load: async (context) => {
      const { root } = context.config;
      const labs = new URL("labs/", root);
      // Node loads it and no bundler: the grader and its schemas are no part of a page, and bundling them takes a second.
      const reader = new URL("scripts/course/labs.ts", root).href;
      const { labNames, openLab } = (await import(/* @vite-ignore */ reader)) as LabFolders;
      await loadWatching(context, labs, async () => {
        context.store.clear();
        for (const id of await labNames()) await storeLab(context, await openLab(id), new URL(`${id}/`, labs));
      });
    },
  };
}

async function storeLab(context: LoaderContext, { id, file, digest }: Lab, folder: URL): Promise<void> {
  const brief = new URL("README.md", folder);
  const body = await readFile(brief, "utf8").catch((cause: unknown) => {
    throw new Error(`labs/${id}/README.md: missing; expected the lab's brief, which is also the text of its page`, {
      cause,
    });
  });
  if (!file.submission) {
    throw new Error(
      `labs/${id}/lab.yaml: \`submission\` is missing; expected what the learner hands in. ` +
        "Without one it is an experiment: move the folder to docs/experiments/.",
    );
  }
  const exercise = await renderFiles(context, file.submission.files, new URL("exercise/", folder));
  context.store.set({
    id,
    data: { ...file, exercise } satisfies LabData,
    body,
    filePath: `labs/${id}/README.md`,
    digest,
    // The slug tells the link validator at which address the brief's headings stand.
    rendered: await context.renderMarkdown(`---\nslug: labs/${id}\n---\n${body}`, { fileURL: brief }),
  });
}

/** The files in the order in which the lab names them. */
async function renderFiles(context: LoaderContext, names: readonly string[], folder: URL): Promise<ExerciseFile[]> {
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, folder), "utf8");
      const { html } = await context.renderMarkdown(`~~~~~~yaml title="${name}"\n${text}\n~~~~~~`);
      return { name, text, html };
    }),
  );
}
