import { defineRouteMiddleware, type StarlightRouteData } from "@astrojs/starlight/route-data";
import {
  allExperiments,
  allLabs,
  labs,
  type LessonPlace,
  lessons,
  pagesIn,
  type Place,
  referencePages,
} from "./places.ts";

type SidebarEntry = StarlightRouteData["sidebar"][number];
type SidebarLink = Extract<SidebarEntry, { type: "link" }>;

/** Builds the sidebar and the links to the previous and next page from the collections: a new lesson or lab shows up by being there. */
export const onRequest = defineRouteMiddleware(async ({ locals, url }) => {
  const links = (places: Place[]): SidebarLink[] => places.map((place) => link(place, url.pathname));
  const course = await lessons();
  const groups = [
    { label: "Lessons", entries: course.map((lesson) => lessonEntry(lesson, url.pathname)) },
    { label: "Labs", entries: links([allLabs, ...(await labs()), allExperiments]) },
    { label: "Guides", entries: links(await pagesIn("guides")) },
    { label: "Reference", entries: links(await referencePages()) },
  ];
  const route = locals.starlightRoute;
  route.sidebar = groups
    .filter(({ entries }) => entries.length > 0)
    .map(({ label, entries }) => ({ type: "group", label, entries, collapsed: false, badge: undefined }));
  const way = [...links(course.flatMap(({ parts }) => parts)), ...groups.slice(1).flatMap(({ entries }) => entries)];
  const pages = way.filter((entry) => entry.type === "link");
  const current = pages.findIndex(({ isCurrent }) => isCurrent);
  route.pagination = { prev: pages[current - 1], next: current === -1 ? undefined : pages[current + 1] };
});

/** The lesson that is read shows its parts; the others are one link each, so that a course of many lessons stays short. */
function lessonEntry(lesson: LessonPlace, pathname: string): SidebarEntry {
  const isRead = lesson.parts.some(({ href }) => href === pathname);
  if (!isRead || lesson.parts.length === 1) return link(lesson, pathname);
  return {
    type: "group",
    label: lesson.title,
    entries: lesson.parts.map((part) => link(part, pathname)),
    collapsed: false,
    badge: { text: String(lesson.number), variant: "default", class: "lesson-number" },
  };
}

const link = ({ title, href, sign }: Place, pathname: string): SidebarLink => ({
  type: "link",
  label: title,
  href,
  isCurrent: href === pathname,
  badge: undefined,
  attrs: sign ? { "data-sign": sign } : {},
});
