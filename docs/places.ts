import { type CollectionEntry, getCollection, getEntry, render } from "astro:content";

/** A page that one can be sent to; `href` holds the site's base path, `sign` a lesson's number in its course or `lab`. */
export type Place = { title: string; detail: string; href: string; sign?: number | "lab" };

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
export const allLabs: Place = { title: "All labs", detail: "Labs", href: `${base}labs/` };

/** Every folder under labs/. */
export async function labs(): Promise<Place[]> {
  const entries = await getCollection("labs");
  return entries.map(({ id, data }) => ({
    title: data.title,
    detail: `Lab, ${data.minutes} minutes`,
    href: `${base}labs/${id}/`,
    sign: "lab",
  }));
}

/** Every page in a folder of docs/content/docs. */
export async function pagesIn(folder: "guides" | "reference"): Promise<Place[]> {
  const entries = await getCollection("docs", ({ id }) => id.startsWith(`${folder}/`));
  return entries.map(({ id, data }) => ({ title: data.title, detail: data.description ?? "", href: `${base}${id}/` }));
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
