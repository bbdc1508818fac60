import { type CollectionEntry, getCollection, getEntry, render } from "astro:content";
import { planned } from "virtual:checkride/lessons";
import { partSign } from "#lessons/part-sign.ts";

/** A page that one can be sent to; `href` holds the site's base path, `sign` what is on its gate: the number of a lesson in its course or of a lab, the letter of a lesson's part. */
export type Link = { title: string; detail: string; href: string; sign?: number | string };

/** A lesson; its parts are its pages in their order, the first of which has the lesson's own address. */
export type LessonLink = Link & { id: string; level: string; number: number; of: number; parts: PartLink[] };

/** A page of a lesson; `sign` is empty where the lesson has one page only. */
export type PartLink = Link & { id: string; sign: string };

/** The site's base path with a slash at its end. */
export const base = import.meta.env.BASE_URL.replace(/\/?$/, "/");

/** Every page of the docs that says which lesson it is, in the order of the course. */
export const lessons = onceInBuild(async (): Promise<LessonLink[]> => {
  const entries = await getCollection("docs");
  const parts = Map.groupBy(
    entries.filter(({ data }) => data.part),
    ({ id }) => id.replace(/\/[^/]*$/, ""),
  );
  const written = Map.groupBy(
    entries.flatMap(({ data: { lesson } }) => lesson ?? []),
    ({ level }) => level,
  );
  const ofLevel = (level: string): number =>
    Math.max(planned[level] ?? 0, ...(written.get(level) ?? []).map(({ number }) => number));
  return entries
    .flatMap((entry) => {
      const { lesson } = entry.data;
      if (!lesson) return [];
      return [lessonPlace(entry, { ...lesson, of: ofLevel(lesson.level) }, parts.get(entry.id) ?? [])];
    })
    .sort((one, other) => one.number - other.number);
});

type Entry = CollectionEntry<"docs">;

function lessonPlace(
  first: Entry,
  { number, of, level }: { number: number; of: number; level: string },
  others: Entry[],
): LessonLink {
  const pages = [first, ...others.sort((one, other) => (one.data.part ?? 0) - (other.data.part ?? 0))];
  const detail = `Lesson ${number} of ${of}, ${level}`;
  return {
    id: first.id,
    title: first.data.title,
    detail,
    href: `${base}${first.id}/`,
    sign: number,
    level,
    number,
    of,
    parts: pages.map(({ id, data }) => ({
      id,
      title: data.sidebar.label ?? data.title,
      detail,
      href: `${base}${id}/`,
      sign: pages.length > 1 ? partSign(data.part ?? 1) : "",
    })),
  };
}

const partsById = onceInBuild(async () => {
  const all = await lessons();
  return new Map(all.flatMap((lesson) => lesson.parts.map((part) => [part.id, { lesson, part }])));
});

/** The lesson and the part that a page is; undefined for any other page. */
export async function partAt(id: string): Promise<{ lesson: LessonLink; part: PartLink } | undefined> {
  return (await partsById()).get(id);
}

/** A build asks for each list on every page, and the answer stays the same; the development server's changes. */
export function onceInBuild<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (import.meta.env.PROD ? (made ??= make()) : make());
}

/** The list of labs. */
export const allLabs: Link = {
  title: "All labs",
  detail: "Manifests to mend, and a verdict on each",
  href: `${base}labs/`,
};

/** The list of lessons. */
export const allLessons: Link = {
  title: "All lessons",
  detail: "Every lesson of the course, with its parts",
  href: `${base}lessons/`,
};

/** So many lessons are in the sidebar; a longer course has a page that lists them all. */
export const LISTED_LESSONS = 14;

/** Every folder under labs/ in the order in which a learner goes: `order`, and by name where that does not say. */
export const labEntries = onceInBuild(async (): Promise<CollectionEntry<"labs">[]> => {
  const entries = await getCollection("labs");
  const order = ({ data }: CollectionEntry<"labs">): number => data.order ?? Infinity;
  return entries.sort((one, other) => order(one) - order(other) || (one.id < other.id ? -1 : 1));
});

/** The pages of the labs, in their order. */
export const labs = onceInBuild(async (): Promise<Link[]> => {
  const entries = await labEntries();
  return entries.map(({ id, data }, index) => ({
    title: data.title,
    detail: [`Lab ${index + 1} of ${entries.length}`, `${data.minutes} minutes`, data.cluster?.real && "real cluster"]
      .filter(Boolean)
      .join(", "),
    href: `${base}labs/${id}/`,
    sign: index + 1,
  }));
});

/** The list of experiments. */
export const allExperiments: Link = {
  title: "Experiments",
  detail: "What was stopped, and what stopped with it",
  href: `${base}experiments/`,
};

/** The list of issues. */
export const allIssues: Link = {
  title: "Issues",
  detail: "What a report names, with an example of each",
  href: `${base}issues/`,
};

/** Every guide. */
export const guides = onceInBuild(() => pagesIn("guides"));

async function pagesIn(folder: "guides" | "reference"): Promise<Link[]> {
  const entries = await getCollection("docs", ({ id }) => id.startsWith(`${folder}/`));
  return entries.map(({ id, data }) => ({ title: data.title, detail: data.description ?? "", href: `${base}${id}/` }));
}

/** Every page of the reference: those that an author wrote and those that are made. */
export const referencePages = onceInBuild(async (): Promise<Link[]> => {
  const made = await getCollection("reference");
  const places = made.map(({ id, data }) => ({ title: data.title, detail: "", href: `${base}reference/${id}/` }));
  return [allIssues, ...places, ...(await pagesIn("reference"))];
});

/**
 * The place that a lab file's `lesson` names, such as `beginner/kubernetes-architecture#the-control-plane`.
 * Throws, naming the lab file, if there is no such page or no such heading in it.
 */
export async function lessonOf(lab: CollectionEntry<"labs">): Promise<{ title: string; href: string }> {
  const [id = "", heading] = lab.data.lesson.split("#");
  const entry = await getEntry("docs", id);
  const where = `${lab.data.folder.path}/lab.yaml: lesson: ${lab.data.lesson}`;
  if (!entry) throw new Error(`${where}: there is no page ${id}`);
  const slugs = (await render(entry)).headings.map(({ slug }) => slug);
  if (heading && !slugs.includes(heading))
    throw new Error(`${where}: the page has no heading #${heading}; it has ${slugs.join(", ")}`);
  return { title: entry.data.title, href: `${base}${id}/${heading ? `#${heading}` : ""}` };
}
