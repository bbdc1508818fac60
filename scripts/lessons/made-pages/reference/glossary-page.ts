import type { Course } from "#course/course.ts";
import { readGlossary } from "#course/glossary.ts";
import type { MadePage } from "#lessons/made-pages/made-page.ts";

/** The page of all terms: a table whose rows have the terms' ids (scripts/lessons/glossary/rows.ts). */
export async function glossaryPage(course: Course): Promise<MadePage> {
  const { terms } = await readGlossary(course);
  const rows = terms
    .toSorted((one, other) => one.term.localeCompare(other.term, "en"))
    .map(({ term, meaning, link }) => `| [${cell(term)}](${link}) | ${cell(meaning)} |`);
  const markdown = [
    "Each word leads to where a lesson teaches it.",
    "",
    "| Word | Means |",
    "| --- | --- |",
    ...rows,
  ].join("\n");
  return { id: "glossary", title: "Glossary", markdown, file: course.glossary };
}

const cell = (text: string): string => text.replaceAll("|", String.raw`\|`);
