import { readFile } from "node:fs/promises";
import type { LabFolder } from "#core/lab/lab.ts";
import { type Course, pathOf, withLabs } from "#course/course.ts";
import { labNames, openLab, readLabFolder } from "#course/labs.ts";
import type { MadePage } from "#lessons/made-pages/made-page.ts";
import { type ExperimentOutcome, readOutcomes } from "./outcomes.ts";
import { experimentMarkdown } from "./page.ts";

/** A page of the site about one experiment; its id is the folder's name. */
export interface MadeExperimentPage extends MadePage {
  summary: string;
  /** The row of a failure table that it tries: `beginner/kubernetes-architecture/control-plane#etcd`. */
  row: string;
  order: number;
  /** What the page runs it from. */
  files: LabFolder;
  /** On a real and on the simulated cluster; absent where it was not run. */
  real?: ExperimentOutcome | undefined;
  simulated?: ExperimentOutcome | undefined;
}

/** Every experiment with what it showed when it was run last, in their order. Throws for one without a README.md. */
export async function pages(course: Course): Promise<MadeExperimentPage[]> {
  const [real, simulated] = await Promise.all([readOutcomes("kind", course), readOutcomes("simulated", course)]);
  const experiments = withLabs(course, course.experiments);
  const made = (await labNames(experiments)).map(async (id) => {
    const { file } = await openLab(id, experiments);
    const files = await readLabFolder(id, experiments);
    const outcomes = { real: real.get(id), simulated: simulated.get(id) };
    const { title, summary, lesson } = file;
    const brief = `${files.path}/README.md`;
    const markdown = experimentMarkdown({
      id,
      folder: course.experiments,
      file,
      brief: await readBrief(course, brief),
      setup: files.files.filter(({ name }) => name.startsWith("setup/")),
      ...outcomes,
    });
    const order = file.order ?? Number.POSITIVE_INFINITY;
    return { id, title, summary, row: lesson, order, markdown, file: brief, files, ...outcomes };
  });
  return (await Promise.all(made)).sort((one, other) => one.order - other.order);
}

async function readBrief(course: Course, file: string): Promise<string> {
  return await readFile(pathOf(course, file), "utf8").catch((cause: unknown) => {
    throw new Error(`${file}: missing; expected the text of the experiment's page`, { cause });
  });
}
