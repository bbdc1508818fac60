import type { Root } from "hast";
import { fromHtml } from "hast-util-from-html";
import { visit } from "unist-util-visit";
import { atLeastOne } from "#core/at-least-one.ts";
import type { ServedSite } from "./site.ts";

type Page = { ids: Set<string>; targets: string[] };

/**
 * Follows every link and asset of every page within the site; returns those that lead nowhere as `page: target: reason`. Throws where
 * there is nothing to follow.
 */
export async function brokenTargets({ url, pages }: Pick<ServedSite, "url" | "pages">): Promise<string[]> {
  const parsed = new Map<string, Page>();
  const problems: string[] = [];
  for (const path of pages) {
    const response = await fetch(url + path);
    if (!response.ok) problems.push(`${url + path}: answered with ${response.status}`);
    parsed.set(url + path, readPage(await response.text()));
  }
  const answers = new Map<string, boolean>();
  for (const [address, { targets }] of parsed) {
    for (const target of targets) {
      const { href, origin, hash } = new URL(target, address);
      if (origin !== new URL(url).origin) continue;
      const file = href.replace(/#.*/, "");
      if (!file.startsWith(url)) problems.push(`${address}: ${target}: outside of the base path`);
      if (!answers.has(file)) answers.set(file, (await fetch(file)).ok);
      if (!answers.get(file)) problems.push(`${address}: ${target}: no such page or file`);
      const id = decodeURIComponent(hash.slice(1));
      if (id && !parsed.get(file)?.ids.has(id)) problems.push(`${address}: ${target}: no such heading`);
    }
  }
  if (problems.length === 0) atLeastOne([...answers], "link within the site");
  return problems;
}

function readPage(html: string): Page {
  const tree: Root = fromHtml(html);
  const page: Page = { ids: new Set(), targets: [] };
  visit(tree, "element", ({ properties: { id, href, src } }) => {
    if (id) page.ids.add(id);
    for (const target of [href, src])
      if (typeof target === "string" && !target.startsWith("data:")) page.targets.push(target);
  });
  return page;
}
