import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { List } from "mdast";
import type { Ask } from "#core/generated/lab.ts";
import type { Lab } from "#core/lab/lab.ts";
import { isExperiment } from "#core/lab/submission-rules.ts";
import type { CorpusCase } from "#core/proof.ts";
import { type Course, pathOf } from "#course/course.ts";
import { labFolder } from "#course/labs.ts";
import { markdownTree } from "#lessons/markdown/tree.ts";

/**
 * Where the brief and the checks do not ask for the same, a line each: a sentence that the brief or `asks` lacks, one that no file set breaks
 * alone, a check that no sentence asks for. An experiment asks for nothing.
 */
export async function askProblems({ id, file }: Lab, cases: readonly CorpusCase[], course: Course): Promise<string[]> {
  if (isExperiment(file)) return [];
  const { asks = [] } = file;
  const brief = await readFile(pathOf(course, join(labFolder(id, course), "README.md")), "utf8").catch(() => "");
  const asked = new Set(asks.flatMap(({ checks }) => checks));
  return [
    ...sentenceProblems(sentencesOf(brief), asks),
    ...file.checks
      .filter((check) => !asked.has(check.id))
      .map((check) => `No sentence of \`asks\` has the check ${check.id}: the brief does not ask for it.`),
    ...asks.flatMap((ask, index) =>
      cases.some((one) => brokenBy(one, asks).join() === String(index))
        ? []
        : [`No mistake and no lure breaks only sentence ${index + 1} of \`asks\`: "${ask.say}"`],
    ),
  ];
}

/** The items of the first numbered list of a brief, each in one line as it is written. */
export function sentencesOf(brief: string): string[] {
  const list = markdownTree(brief).children.find((node): node is List => node.type === "list" && node.ordered === true);
  return (list?.children ?? []).map(({ children }) =>
    inOneLine(brief.slice(children[0]?.position?.start.offset, children.at(-1)?.position?.end.offset)),
  );
}

function sentenceProblems(sentences: readonly string[], asks: readonly Ask[]): string[] {
  if (sentences.length !== asks.length)
    return [`The first numbered list of README.md has ${sentences.length} items, and \`asks\` has ${asks.length}.`];
  return asks.flatMap(({ say }, index) =>
    inOneLine(say) === sentences[index]
      ? []
      : [`Sentence ${index + 1} of \`asks\` is not the one of README.md: "${say}", and there "${sentences[index]}"`],
  );
}

const inOneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

/** The sentences that a file set breaks, by their places in the list; none where it is refused before it is checked. */
function brokenBy({ expectation }: CorpusCase, asks: readonly Ask[]): number[] {
  if (expectation.outcome !== "fail") return [];
  return [...asks.keys()].filter((index) => asks[index]!.checks.some((check) => expectation.checks.includes(check)));
}
