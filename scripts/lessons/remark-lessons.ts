import { relative } from "node:path";
import type { Root } from "mdast";
import { showCommands } from "./commands/remark-commands.ts";
import { linkExperiments } from "./failures/remark-failures.ts";
import { linkTerms } from "./glossary/remark-glossary.ts";
import { nameRows } from "./glossary/rows.ts";
import { type LessonSite, seenAt } from "./lesson-site.ts";
import type { Lesson } from "./lesson.ts";
import { foldQuestions, type Shown } from "./questions/remark-questions.ts";

/** How the integration sets the plugin up. */
export interface RemarkLessonsOptions {
  /** Read by Astro only: it renders every page anew when the options of a plugin change. */
  version: string;
  /** A function, because Astro writes options down to compare them. */
  site: () => LessonSite;
}

/** What the plugin reads and writes of the file that unified passes on. */
interface PageFile {
  path?: string | undefined;
  data: Record<string, unknown>;
}

/** A remark plugin that turns a lesson's own elements into what the page shows: commands, questions, failure tables, terms. */
export function remarkLessons({ site: siteNow }: RemarkLessonsOptions): (tree: Root, file: PageFile) => void {
  return (tree, file) => {
    const site = siteNow();
    const path = relative(site.course.root, file.path ?? "").replaceAll("\\", "/");
    if (path === site.course.glossary) nameRows(tree);
    const { lesson, part } = site.parts.get(path) ?? {};
    if (!lesson || !part) return;
    // The figures of a part begin with its letter.
    file.data["sign"] = part.sign;
    linkTerms(tree, site.glossary.terms);
    const experiments = site.experiments.filter(({ page }) => page === part.id);
    linkExperiments(
      tree,
      experiments.map(({ name, row, title }) => ({ row, title, href: `/experiments/${name}/` })),
    );
    foldQuestions(tree, lesson.id, (see) => shownAt(site, lesson, see));
    showCommands(tree, part, site.recordings);
  };
}

/** `B3, Worker node components` for a place in the section of that gate. */
function shownAt({ anchors }: LessonSite, lesson: Lesson, see: string): Shown | undefined {
  const { page, anchor } = seenAt(lesson, see);
  const part = lesson.parts.find(({ id }) => id === page);
  const place = anchors.get(page)?.find(({ id }) => id === (anchor || "_top"));
  if (!part || !place) return undefined;
  const gate = place.gate > 0 ? `${part.sign}${place.gate}, ` : "";
  return { href: `/${page}/${anchor && `#${anchor}`}`, text: `${gate}${place.text}` };
}
