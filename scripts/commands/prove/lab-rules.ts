import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Verdict } from "#core/generated/verdict.ts";
import type { Lab } from "#core/lab/lab.ts";
import { isExperiment, submissionRules } from "#core/lab/submission-rules.ts";
import { type CorpusCase, essence } from "#core/proof.ts";
import { EXPECTED_FILE } from "#core/submission/submission.ts";
import { FOLDERS_OF_SETS } from "#course/corpus.ts";
import { type Course, pathOf } from "#course/course.ts";
import { labFolder } from "#course/labs.ts";
import { SURVIVORS_FILE } from "#course/survivors.ts";
import type { ProofLine } from "#reporters/proof/report.ts";

/** What a lab's folder lacks or has too much of, a line each, with the path. */
export async function folderProblems({ id, file }: Lab, course: Course): Promise<string[]> {
  const folder = pathOf(course, labFolder(id, course));
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    );
  const sets = submissionRules(file).files.join("|").replaceAll(".", "\\.");
  const folders = FOLDERS_OF_SETS.join("|");
  const corpus = `${SURVIVORS_FILE}|(exercise|solution)/(${sets})|(${folders})/[^/]+/(${sets}|${EXPECTED_FILE})`;
  const known = new RegExp(`^(lab\\.yaml|README\\.md|setup/[^/]+\\.ya?ml${isExperiment(file) ? "" : `|${corpus}`})$`);
  const stray = paths.filter((path) => !known.test(path)).sort();
  return [
    ...(paths.includes("README.md") ? [] : ["README.md is missing: it is the brief, and the text of the lab's page."]),
    ...stray.map((path) => `${path} belongs to nothing. Remove it, or name it in \`submission.files\`.`),
  ];
}

/** What the mistakes leave open: a check that none of them fails. An experiment has none. */
export function coverageProblems({ file }: Lab, cases: readonly CorpusCase[]): string[] {
  if (isExperiment(file)) return [];
  const failed = new Set(
    cases.flatMap(({ expectation }) => (expectation.outcome === "fail" ? expectation.checks : [])),
  );
  return file.checks
    .filter(({ id }) => !failed.has(id))
    .map(({ id }) => `No mistake fails the check ${id}. Add one that does, or remove the check.`);
}

/** Mistakes that a learner would be told the same about, unless one of them says that it is like the other. */
export function likenessProblems(cases: readonly CorpusCase[], proofs: readonly ProofLine[]): string[] {
  const ways = new Map<string, CorpusCase[]>();
  for (const one of cases.filter(({ name }) => name.startsWith("mistakes/"))) {
    const proof = proofs.find(({ name }) => name === one.name);
    if (!proof || proof.verdict.status !== "fail") continue;
    const way = wayOfFailing(proof.verdict);
    ways.set(way, [...(ways.get(way) ?? []), one]);
  }
  return [...ways.values()].flatMap((alike) => {
    const names = alike.map(({ name }) => name.slice("mistakes/".length));
    const said = alike.filter(({ like }) => like !== undefined && names.includes(like));
    if (alike.length - said.length <= 1) return [];
    return [
      `The mistakes ${names.join(" and ")} fail in the same way. Remove all but one, or say \`like: ${names[0]}\` in ${EXPECTED_FILE}.`,
    ];
  });
}

/** What a learner sees of a failure but for numbers: which checks, which issues and fields, which causes. */
function wayOfFailing(verdict: Verdict): string {
  const failed = verdict.checks.filter(({ status }) => status === "fail");
  return JSON.stringify([
    essence(verdict).failed,
    verdict.issues.map(({ code, path }) => [code, path]),
    [...new Set(failed.flatMap(({ observed }) => observed.map(({ reason }) => reason)))].sort(),
    [...new Set(failed.flatMap(({ mismatches }) => mismatches.map(({ path }) => path)))].sort(),
  ]);
}
