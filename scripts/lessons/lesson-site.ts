import { glob, readFile } from "node:fs/promises";
import { dirname, join } from "node:path/posix";
import { type Course, pathOf } from "#course/course.ts";
import { type Experiment, readExperiments } from "#course/experiments.ts";
import { type Glossary, readGlossary } from "#course/glossary.ts";
import { type Page, readPages } from "#course/pages.ts";
import { readRecordings, type Recordings } from "#course/recordings.ts";
import { type Anchor, anchorsOf } from "./anchors.ts";
import { failureRows } from "./failures/rows.ts";
import { type Lesson, lessonsOf, type Part, treeOf } from "./lesson.ts";
import { markdownTree } from "./markdown/tree.ts";

/** Everything that lessons are made from and lead to. */
export interface LessonSite {
  course: Course;
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

/** Reads all of it. */
export async function readLessonSite(course: Course): Promise<LessonSite> {
  const [pages, glossary, recordings, experiments, others] = await Promise.all([
    readPages(course),
    readGlossary(course),
    readRecordings(course),
    readExperiments(course),
    otherAddresses(course),
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
    course,
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
async function otherAddresses(course: Course): Promise<[string, Anchor[]][]> {
  const [labs, issues] = await Promise.all([
    readAnchors(pathOf(course, course.labs), "*/README.md"),
    readAnchors(pathOf(course, course.issues), "*.md"),
  ]);
  return [
    ...["labs", "experiments", "issues"].map((list): [string, Anchor[]] => [list, []]),
    ...labs.map(([name, anchors]): [string, Anchor[]] => [`labs/${dirname(name)}`, [...anchors, ...LAB_ANCHORS]]),
    ...issues.map(([name, anchors]): [string, Anchor[]] => [`issues/${name.replace(/\.md$/, "")}`, anchors]),
  ];
}

/** The anchors of Markdown files of a folder, by their paths in it. */
async function readAnchors(folder: string, pattern: string): Promise<[string, Anchor[]][]> {
  const files = await Array.fromAsync(glob(pattern, { cwd: folder }));
  return Promise.all(
    files
      .map((file) => file.replaceAll("\\", "/"))
      .map(async (file): Promise<[string, Anchor[]]> => {
        return [file, anchorsOf(markdownTree(await readFile(join(folder, file), "utf8")))];
      }),
  );
}

/** Where a question's `see` leads: `worker-nodes#kubelet` names a page of the lesson's folder, `index` the first. */
export function seenAt(lesson: Lesson, see: string): { page: string; anchor: string } {
  const [name = "", anchor = ""] = see.split("#");
  return { page: name === "index" || name === "" ? lesson.id : `${lesson.id}/${name}`, anchor };
}
