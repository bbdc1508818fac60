import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { labNames, openLab } from "#course/labs.ts";
import type { MadePage } from "#lessons/made-pages/made-page.ts";
import { experimentMarkdown } from "./page.ts";
import { type Outcome, readOutcomes } from "./outcomes.ts";

const EXPERIMENTS = fileURLToPath(new URL("../../../../docs/experiments", import.meta.url));

/** A page of the site about one experiment; its id is the folder's name. */
export interface MadeExperimentPage extends MadePage {
  summary: string;
  /** The row of a failure table that it tries: `beginner/kubernetes-architecture/control-plane#etcd`. */
  row: string;
  order: number;
  /** On a real and on the simulated cluster; absent where it was not run. */
  real?: Outcome | undefined;
  simulated?: Outcome | undefined;
}

/** Every experiment with what it showed when it was run last, in their order. Throws for one without a README.md. */
export async function pages(): Promise<MadeExperimentPage[]> {
  const [real, simulated] = await Promise.all([readOutcomes("kind"), readOutcomes("simulated")]);
  const made = (await labNames(EXPERIMENTS)).map(async (id) => {
    const { file } = await openLab(id, EXPERIMENTS);
    const outcomes = { real: real.get(id), simulated: simulated.get(id) };
    const { title, summary, lesson } = file;
    const markdown = experimentMarkdown({
      id,
      file,
      brief: await readBrief(id),
      setup: await readSetup(id),
      ...outcomes,
    });
    const order = file.order ?? Number.POSITIVE_INFINITY;
    return { id, title, summary, row: lesson, order, markdown, file: `docs/experiments/${id}/README.md`, ...outcomes };
  });
  return (await Promise.all(made)).sort((one, other) => one.order - other.order);
}

async function readBrief(id: string): Promise<string> {
  return await readFile(join(EXPERIMENTS, id, "README.md"), "utf8").catch((cause: unknown) => {
    throw new Error(`docs/experiments/${id}/README.md: missing; expected the text of the experiment's page`, { cause });
  });
}

/** The files that are applied before, in the order in which they are. */
async function readSetup(id: string): Promise<{ name: string; text: string }[]> {
  const names = await readdir(join(EXPERIMENTS, id, "setup")).catch((): string[] => []);
  const files = names.sort().map(async (name) => {
    const text = await readFile(join(EXPERIMENTS, id, "setup", name), "utf8");
    return { name: `setup/${name}`, text };
  });
  return await Promise.all(files);
}
