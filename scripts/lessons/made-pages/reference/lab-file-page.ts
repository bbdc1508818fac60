import { readFile } from "node:fs/promises";
import { parseFrontmatter } from "@astrojs/markdown-remark";
import type { Heading } from "mdast";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { type Course, pathOf } from "#course/course.ts";
import type { MadePage } from "#lessons/made-pages/made-page.ts";
import { schemaMarkdown } from "./schema-words.ts";
import { readLabSchema, type Schema, schemaOf } from "./schema.ts";

/** A section of the page: the definition that it is about, and its examples. */
export interface Section {
  name: string;
  /** Where its heading ends, as an offset in the body. */
  end: number;
  examples: string[];
}

/** The author's words and examples, with a table from the schema below the heading of each definition. */
export async function labFilePage(course: Course): Promise<MadePage> {
  const { title, body, sections } = await readLabFilePage(course);
  const schema = await readLabSchema(course);
  return { id: "lab-file", title, file: course.labFile, markdown: withTables(course, body, sections, schema) };
}

/** The page as its author wrote it. */
export async function readLabFilePage(course: Course): Promise<{ title: string; body: string; sections: Section[] }> {
  const text = await readFile(pathOf(course, course.labFile), "utf8");
  const { frontmatter, content } = parseFrontmatter(text);
  return { title: String(frontmatter["title"]), body: content, sections: sectionsOf(content) };
}

function sectionsOf(body: string): Section[] {
  const sections: Section[] = [];
  for (const child of unified().use(remarkParse).parse(body).children) {
    if (child.type === "heading")
      sections.push({ name: headingText(child), end: child.position?.end.offset ?? 0, examples: [] });
    if (child.type === "code") sections.at(-1)?.examples.push(child.value);
  }
  return sections;
}

function headingText({ children }: Heading): string {
  return children.map((child) => ("value" in child ? child.value : "")).join("");
}

function withTables(
  { labFile, labSchema }: Course,
  body: string,
  sections: readonly Section[],
  schema: Schema,
): string {
  return sections.toReversed().reduce((text, { name, end }) => {
    const part = schemaOf(name, schema);
    if (!part) throw new Error(`${labFile}: ## ${name}: ${labSchema} has no such definition`);
    return `${text.slice(0, end)}\n\n${schemaMarkdown(part)}${text.slice(end)}`;
  }, body);
}
