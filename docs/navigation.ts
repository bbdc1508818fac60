import { defineRouteMiddleware, type StarlightRouteData } from "@astrojs/starlight/route-data";
import { allLabs, labs, lessons, pagesIn, type Place, referencePages } from "./places.ts";

type SidebarLink = Extract<StarlightRouteData["sidebar"][number], { type: "link" }>;

/** Builds the sidebar and the links to the previous and next page from the collections: a new lesson or lab shows up by being there. */
export const onRequest = defineRouteMiddleware(async ({ locals, url }) => {
  const groups = [
    { label: "Lessons", places: await lessons() },
    { label: "Labs", places: [allLabs, ...(await labs())] },
    { label: "Guides", places: await pagesIn("guides") },
    { label: "Reference", places: await referencePages() },
  ].map(({ label, places }) => ({ label, entries: places.map((place) => link(place, url.pathname)) }));
  const links = groups.flatMap(({ entries }) => entries);
  const current = links.findIndex(({ isCurrent }) => isCurrent);
  const route = locals.starlightRoute;
  route.sidebar = groups
    .filter(({ entries }) => entries.length > 0)
    .map(({ label, entries }) => ({ type: "group", label, entries, collapsed: false, badge: undefined }));
  route.pagination = { prev: links[current - 1], next: current === -1 ? undefined : links[current + 1] };
});

const link = ({ title, href, sign }: Place, pathname: string): SidebarLink => ({
  type: "link",
  label: title,
  href,
  isCurrent: href === pathname,
  badge: undefined,
  attrs: sign ? { "data-sign": sign } : {},
});
