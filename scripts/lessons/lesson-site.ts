import { glob, readFile } from "node:fs/promises";
import { join } from "node:path/posix";
import { type Anchor, anchorsOf } from "./anchors.ts";
import { readRecordings, type Recordings } from "#course/recordings.ts";
import { type Experiment, readExperiments } from "#course/experiments.ts";
import { failureRows } from "./failures/rows.ts";
import { type Glossary, readGlossary } from "#course/glossary.ts";
import { type Lesson, lessonsOf, type Part, treeOf } from "./lesson.ts";
import { type Page, readPages } from "#course/pages.ts";
import { markdownTree } from "./markdown/tree.ts";

/** Everything that lessons are made from and lead to. */
export interface LessonSite {
  pages: Page[];
  lessons: Lesson[];
  /** The parts of all lessons by their files. */
  parts: Map<string, { lesson: Lesson; part: Part }>;
  glossary: Glossary;
  recordings: Recordings;
  experiments: Experiment[];
  /** The same by the page whose row each tries. */
  experimentsByPage: Map<string, Experiment[]>;
  /** The rows of all failure tables, as an experiment names them: `beginner/services/when-it-fails#kube-scheduler`. */
  rows: Set<string>;
  /** The anchors of each page that a link can lead to, by its address without slashes at the ends; none where a program makes the page. */
  anchors: Map<string, Anchor[]>;
}

/** Reads all of it from the project's folder. */
export async function readLessonSite(root: string): Promise<LessonSite> {
  const [pages, glossary, recordings, experiments, others] = await Promise.all([
    readPages(root),
    readGlossary(root),
    readRecordings(root),
    readExperiments(root),
    otherAddresses(root),
  ]);
  // One look at each tree: a thousand lessons have more of them than fit into memory.
  const own = pages.map((page) => {
    const tree = treeOf(page);
    return {
      id: page.id,
      anchors: anchorsOf(tree),
      rows: failureRows(tree).flatMap(({ id }) => (id ? `${page.id}#${id}` : [])),
    };
  });
  const lessons = lessonsOf(pages);
  const parts = lessons.flatMap((lesson) => lesson.parts.map((part) => [part.file, { lesson, part }] as const));
  return {
    pages,
    lessons,
    parts: new Map(parts),
    glossary,
    recordings,
    experiments,
    experimentsByPage: Map.groupBy(experiments, ({ page }) => page),
    rows: new Set(own.flatMap(({ rows }) => rows)),
    anchors: new Map<string, Anchor[]>([
      ...others,
      ...experiments.map(experimentPage),
      ...own.map(({ id, anchors }): [string, Anchor[]] => [id, anchors]),
    ]),
  };
}

const experimentPage = ({ name }: Experiment): [string, Anchor[]] => [`experiments/${name}`, []];

/** What the pages of labs have besides their briefs (scripts/site/pages/labs/[lab].astro). */
const LAB_ANCHORS = ["checks", "exercise"].map((id) => ({ id, text: id, line: 1, gate: 0 }));

/** The pages that are made of folders of data. */
async function otherAddresses(root: string): Promise<[string, Anchor[]][]> {
  const found = await Promise.all(
    ["labs/*/README.md", "docs/content/issues/*.md"].map((pattern) => Array.fromAsync(glob(pattern, { cwd: root }))),
  );
  const files = found.flat().map((file) => file.replaceAll("\\", "/"));
  const pages = files.map(async (file): Promise<[string, Anchor[]]> => {
    const address = file.replace("docs/content/", "").replace(/(\/README)?\.md$/, "");
    const anchors = anchorsOf(markdownTree(await readFile(join(root, file), "utf8")));
    return [address, file.startsWith("labs/") ? [...anchors, ...LAB_ANCHORS] : anchors];
  });
  return [
    ...["labs", "experiments", "issues"].map((list): [string, Anchor[]] => [list, []]),
    ...(await Promise.all(pages)),
  ];
}

/** Where a question's `see` leads: `worker-nodes#kubelet` names a page of the lesson's folder, `index` the first. */
export function seenAt(lesson: Lesson, see: string): { page: string; anchor: string } {
  const [name = "", anchor = ""] = see.split("#");
  return { page: name === "index" || name === "" ? lesson.id : `${lesson.id}/${name}`, anchor };
}
