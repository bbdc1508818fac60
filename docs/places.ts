import { type CollectionEntry, getCollection, getEntry, render } from "astro:content";

/** A page that one can be sent to; `href` holds the site's base path, `sign` the number of a lesson in its course or of a lab. */
export type Place = { title: string; detail: string; href: string; sign?: number };

/** The site's base path with a slash at its end. */
export const base = import.meta.env.BASE_URL.replace(/\/?$/, "/");

/** Every page of the docs that says which lesson it is, in the order of the course. */
export async function lessons(): Promise<Place[]> {
  const entries = await getCollection("docs");
  return entries
    .flatMap(({ id, data: { title, lesson } }) =>
      lesson
        ? [
            {
              title,
              detail: `Lesson ${lesson.number} of ${lesson.of}, ${lesson.level}`,
              href: `${base}${id}/`,
              sign: lesson.number,
            },
          ]
        : [],
    )
    .sort((one, other) => one.sign - other.sign);
}

/** The list of labs. */
export const allLabs: Place = {
  title: "All labs",
  detail: "Manifests to mend, and a verdict on each",
  href: `${base}labs/`,
};

/** Every folder under labs/ in the order in which a learner goes: `order`, and by name where that does not say. */
export async function labEntries(): Promise<CollectionEntry<"labs">[]> {
  const entries = await getCollection("labs");
  const order = ({ data }: CollectionEntry<"labs">): number => data.order ?? Infinity;
  return entries.sort((one, other) => order(one) - order(other) || (one.id < other.id ? -1 : 1));
}

/** The pages of the labs, in their order. */
export async function labs(): Promise<Place[]> {
  const entries = await labEntries();
  return entries.map(({ id, data }, index) => ({
    title: data.title,
    detail: [`Lab ${index + 1} of ${entries.length}`, `${data.minutes} minutes`, data.cluster?.real && "real cluster"]
      .filter(Boolean)
      .join(", "),
    href: `${base}labs/${id}/`,
    sign: index + 1,
  }));
}

/** The list of issues. */
export const allIssues: Place = {
  title: "Issues",
  detail: "What a report names, with an example of each",
  href: `${base}issues/`,
};

/** Every page in a folder of docs/content/docs. */
export async function pagesIn(folder: "guides" | "reference"): Promise<Place[]> {
  const entries = await getCollection("docs", ({ id }) => id.startsWith(`${folder}/`));
  return entries.map(({ id, data }) => ({ title: data.title, detail: data.description ?? "", href: `${base}${id}/` }));
}

/** Every page of the reference: those that an author wrote and those that are made. */
export async function referencePages(): Promise<Place[]> {
  const made = await getCollection("reference");
  const places = made.map(({ id, data }) => ({ title: data.title, detail: "", href: `${base}reference/${id}/` }));
  return [allIssues, ...places, ...(await pagesIn("reference"))];
}

/**
 * The place that a lab file's `lesson` names, such as `beginner/kubernetes-architecture#the-control-plane`.
 * Throws, naming the lab file, if there is no such page or no such heading in it.
 */
export async function lessonOf(lab: CollectionEntry<"labs">): Promise<{ title: string; href: string }> {
  const [id = "", heading] = lab.data.lesson.split("#");
  const entry = await getEntry("docs", id);
  const where = `labs/${lab.id}/lab.yaml: lesson: ${lab.data.lesson}`;
  if (!entry) throw new Error(`${where}: there is no page docs/content/docs/${id}.md`);
  const slugs = (await render(entry)).headings.map(({ slug }) => slug);
  if (heading && !slugs.includes(heading))
    throw new Error(`${where}: the page has no heading #${heading}; it has ${slugs.join(", ")}`);
  return { title: entry.data.title, href: `${base}${id}/${heading ? `#${heading}` : ""}` };
}
