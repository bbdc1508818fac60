import type { Root } from "hast";
import { visit } from "unist-util-visit";

/**
 * A rehype plugin that lets authors write `/labs/self-healing/` although the site is served under a sub-path such as `/checkride/`:
 * Astro adds the base to its own links, not to those in Markdown.
 */
export function rehypeBaseLinks({ base }: { base: string }): (tree: Root) => void {
  const prefix = base.replace(/\/$/, "");
  return (tree) =>
    visit(tree, "element", (element) => {
      const { href } = element.properties;
      if (typeof href === "string" && /^\/(?!\/)/.test(href)) element.properties["href"] = prefix + href;
    });
}
