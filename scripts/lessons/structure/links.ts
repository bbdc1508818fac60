import type { Nodes } from "mdast";
import { visit } from "unist-util-visit";
import { closestName } from "#core/closest-name.ts";
import type { Location } from "#core/issue.ts";
import type { Page } from "#course/pages.ts";
import type { LessonSite } from "#lessons/lesson-site.ts";
import { type Lesson, placeOf, treeOf } from "#lessons/lesson.ts";
import type { Problem } from "#lessons/problem.ts";

/** The links of a lesson that lead nowhere on this site. */
export function linkProblems({ parts }: Lesson, site: LessonSite): Problem[] {
  return parts.flatMap((part) => linksOf(part).flatMap(({ place, url }) => leadsNowhere(site, place, url, part)));
}

function linksOf(page: Page): { place: Location; url: string }[] {
  const links: { place: Location; url: string }[] = [];
  visit(treeOf(page), (node: Nodes) => {
    if (node.type === "link" || node.type === "definition") links.push({ place: placeOf(page, node), url: node.url });
  });
  return links;
}

/** One problem with a link, or none where it leads to another host or to a page that we do not write. */
export function leadsNowhere(site: LessonSite, place: Location, url: string, page?: Page): Problem[] {
  if (/^([a-z]+:|\/\/)/i.test(url)) return [];
  const [path = "", anchor = ""] = url.split("#");
  if (path === "" && page) return noAnchor(site, place, page.id, anchor);
  if (!path.startsWith("/"))
    return [
      {
        ...place,
        says: `the link ${url} is relative; expected an address from the site's root, such as /labs/self-healing/`,
        next: "Write the whole address.",
      },
    ];
  return noPage(site, place, path) ?? noAnchor(site, place, path.replaceAll(/^\/|\/$/g, ""), anchor);
}

function noPage({ anchors }: LessonSite, place: Location, path: string): Problem[] | undefined {
  const address = path.replaceAll(/^\/|\/$/g, "");
  if (!anchors.has(address) && !address.startsWith("reference/")) {
    const meant = closestName(address, [...anchors.keys()]);
    return [
      {
        ...place,
        says: `there is no page ${path}`,
        next: meant ? `Did you mean /${meant}/?` : "Link to a page that is there.",
      },
    ];
  }
  if (path.endsWith("/") || path === "") return undefined;
  return [{ ...place, says: `the link ${path} has no slash at its end`, next: `Write ${path}/.` }];
}

/** A problem if a page has no such anchor; `#` alone is the top. */
export function noAnchor({ anchors }: LessonSite, place: Location, address: string, anchor: string): Problem[] {
  const ids = anchors.get(address)?.map(({ id }) => id);
  if (!ids?.length || anchor === "" || ids.includes(anchor)) return [];
  const meant = closestName(anchor, ids);
  return [
    {
      ...place,
      says: `the page /${address}/ has no heading, row or figure #${anchor}`,
      next: meant ? `Did you mean #${meant}?` : `It has ${ids.map((id) => `#${id}`).join(", ")}.`,
    },
  ];
}
