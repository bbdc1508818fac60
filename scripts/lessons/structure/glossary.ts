import type { LessonSite } from "#lessons/lesson-site.ts";
import type { Problem } from "#lessons/problem.ts";
import { leadsNowhere } from "./links.ts";

/** Terms that lack something or lead nowhere, and forms that stand twice. */
export function glossaryProblems(site: LessonSite): Problem[] {
  const { text, terms, broken } = site.glossary;
  const file = site.course.glossary;
  const seen = new Map<string, string>();
  if (broken.length > 0)
    return broken.map(({ message, line }) => ({
      file,
      line,
      column: 1,
      says: `the glossary is no YAML: ${message}`,
      next: "Mend the line, or the one before it.",
    }));
  if (text.trim() !== "" && terms.length === 0)
    return [
      {
        file,
        line: 1,
        column: 1,
        says: "the glossary is no list of terms",
        next: "Begin each entry with - term: … and give it meaning: … and link: ….",
      },
    ];
  return terms.flatMap((entry) => {
    const place = { file, line: entry.line, column: 1 };
    const missing = (["term", "meaning", "link"] as const).filter((key) => entry[key] === "");
    const twice = [entry.term, ...entry.also].filter((form) => seen.has(form.toLowerCase()));
    for (const form of [entry.term, ...entry.also]) seen.set(form.toLowerCase(), entry.term);
    return [
      ...(entry.link ? leadsNowhere(site, place, entry.link) : []),
      ...missing.map((key) => ({ ...place, says: `the entry ${entry.term} has no ${key}`, next: `Write ${key}: ….` })),
      ...twice.map((form) => ({
        ...place,
        says: `"${form}" stands twice in the glossary`,
        next: "Remove it from one of the two entries.",
      })),
    ];
  });
}
