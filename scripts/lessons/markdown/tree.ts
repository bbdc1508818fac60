import type { Root } from "mdast";
import remarkDirective from "remark-directive";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";

const parser = unified().use(remarkParse).use(remarkGfm).use(remarkDirective);

/** The tree of a Markdown file with the site's directives; its positions are those of the file, frontmatter and all. */
export function markdownTree(text: string): Root {
  return parser.parse(withoutFrontmatter(text));
}

/** Leaves its lines empty, so that all others keep their numbers. */
export function withoutFrontmatter(markdown: string): string {
  return markdown.replace(/^---\r?\n[\s\S]*?\r?\n---(?=\r?\n|$)/, (frontmatter) =>
    frontmatter.replaceAll(/[^\n]/g, ""),
  );
}
