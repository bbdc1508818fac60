import { defineRouteMiddleware, type StarlightRouteData } from "@astrojs/starlight/route-data";
import {
  allExperiments,
  allLabs,
  allLessons,
  guides,
  labs,
  type LessonLink,
  lessons,
  LISTED_LESSONS,
  onceInBuild,
  partAt,
  type Link,
  referencePages,
} from "./links.ts";

type SidebarEntry = StarlightRouteData["sidebar"][number];
type SidebarLink = Extract<SidebarEntry, { type: "link" }>;

/** Builds the sidebar and the links to the previous and next page from the collections: a new lesson or lab shows up by being there. */
export const onRequest = defineRouteMiddleware(async ({ locals, url }) => {
  const route = locals.starlightRoute;
  const { groups, way, numbers } = await places();
  const link = (place: Link): SidebarLink => sidebarLink(place, url.pathname);
  const read = (await partAt(route.entry.id))?.lesson;
  route.sidebar = [
    { label: "Lessons", entries: listedLessons(await lessons(), read, link) },
    ...groups.map(({ label, pages }) => ({ label, entries: pages.map(link) })),
  ]
    .filter(({ entries }) => entries.length > 0)
    .map(({ label, entries }) => ({ type: "group", label, entries, collapsed: false, badge: undefined }));
  const number = numbers.get(url.pathname);
  const step = (to: number): SidebarLink | undefined => {
    const place = number === undefined ? undefined : way[number + to];
    return place && link(place);
  };
  route.pagination = { prev: step(-1), next: step(1) };
});

/** What is the same for every page: the groups of the sidebar below the lessons, and the way through the whole site. */
const places = onceInBuild(async () => {
  const groups = [
    { label: "Labs", pages: [allLabs, ...(await labs()), allExperiments] },
    { label: "Guides", pages: await guides() },
    { label: "Reference", pages: await referencePages() },
  ];
  const parts = (await lessons()).flatMap((lesson): Link[] => lesson.parts);
  const way = [...parts, ...groups.flatMap(({ pages }) => pages)];
  return { groups, way, numbers: new Map(way.map(({ href }, number) => [href, number])) };
});

/** The lessons around the one that is read, or the first ones: a sidebar that lists a thousand helps nobody, on each of their pages. */
function listedLessons(
  course: LessonLink[],
  read: LessonLink | undefined,
  link: (place: Link) => SidebarLink,
): SidebarEntry[] {
  const middle = read ? course.indexOf(read) - LISTED_LESSONS / 2 : 0;
  const first = Math.max(0, Math.min(middle, course.length - LISTED_LESSONS));
  const listed = course
    .slice(first, first + LISTED_LESSONS)
    .map((lesson) => (lesson === read ? openLesson(lesson, link) : link(lesson)));
  return course.length > LISTED_LESSONS ? [link(allLessons), ...listed] : listed;
}

/** The lesson that is read shows its parts; the others are one link each. */
function openLesson(lesson: LessonLink, link: (place: Link) => SidebarLink): SidebarEntry {
  if (lesson.parts.length === 1) return link(lesson);
  return {
    type: "group",
    label: lesson.title,
    entries: lesson.parts.map(link),
    collapsed: false,
    badge: { text: String(lesson.number), variant: "default", class: "lesson-number" },
  };
}

const sidebarLink = ({ title, href, sign }: Link, pathname: string): SidebarLink => ({
  type: "link",
  label: title,
  href,
  isCurrent: href === pathname,
  badge: undefined,
  attrs: sign ? { "data-sign": sign } : {},
});
