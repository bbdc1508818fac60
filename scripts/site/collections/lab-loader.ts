import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Loader, LoaderContext } from "astro/loaders";
import type { LabFile } from "#core/generated/lab.ts";
import type { Lab, LabFolder } from "#core/lab/lab.ts";
import { type Course, courseAt, pathOf } from "#course/course.ts";
import { importInNode, loadWatching } from "./made-pages.ts";

/** One file of an exercise: as shipped, and as highlighted HTML. */
type ExerciseFile = { name: string; text: string; html: string };

type Labs = typeof import("#course/labs.ts");

/** What the site knows of a lab beside its brief. */
export type LabData = LabFile & {
  exercise: ExerciseFile[];
  /** What the page grades it from. */
  folder: LabFolder;
};

/**
 * An Astro content loader that makes one entry of each folder of labs: lab.yaml and the exercise are the data, README.md the body.
 * A folder without one of them, or with a lab.yaml that could not be graded, fails the build with the file's name.
 */
export function labLoader(): Loader {
  return {
    name: "labs",
    load: async (context) => {
      const course = courseAt(fileURLToPath(context.config.root));
      // Node loads it and no bundler: the grader and its schemas are no part of a page, and bundling them takes a second.
      const { labNames, openLab, readLabFolder } = (await importInNode("course/labs.ts")) as Labs;
      await loadWatching(context, pathOf(course, course.labs), async () => {
        context.store.clear();
        for (const id of await labNames(course))
          await storeLab(context, course, await openLab(id, course), await readLabFolder(id, course));
      });
    },
  };
}

async function storeLab(
  context: LoaderContext,
  course: Course,
  { id, file, digest }: Lab,
  folder: LabFolder,
): Promise<void> {
  const { path } = folder;
  const filePath = `${path}/README.md`;
  const body = await readFile(pathOf(course, filePath), "utf8").catch((cause: unknown) => {
    throw new Error(`${filePath}: missing; expected the lab's brief, which is also the text of its page`, { cause });
  });
  if (!file.submission) {
    throw new Error(
      `${path}/lab.yaml: \`submission\` is missing; expected what the learner hands in. ` +
        `Without one it is an experiment: move the folder to ${course.experiments}/.`,
    );
  }
  const exercise = await renderFiles(context, file.submission.files, pathOf(course, `${path}/exercise`));
  context.store.set({
    id,
    data: { ...file, exercise, folder } satisfies LabData,
    body,
    filePath,
    digest,
    // The slug tells the link validator at which address the brief's headings stand.
    rendered: await context.renderMarkdown(`---\nslug: labs/${id}\n---\n${body}`, {
      fileURL: pathToFileURL(pathOf(course, filePath)),
    }),
  });
}

/** The files in the order in which the lab names them. */
async function renderFiles(context: LoaderContext, names: readonly string[], folder: string): Promise<ExerciseFile[]> {
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), "utf8");
      const { html } = await context.renderMarkdown(`~~~~~~yaml title="${name}"\n${text}\n~~~~~~`);
      return { name, text, html };
    }),
  );
}
