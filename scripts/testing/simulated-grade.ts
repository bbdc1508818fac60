import { proveSet } from "#commands/prove/sets.ts";
import type { Check } from "#core/generated/lab.ts";
import type { Verdict } from "#core/generated/verdict.ts";
import { type Lab, readLab } from "#core/lab/lab.ts";
import type { SubmissionRules } from "#core/lab/submission-rules.ts";
import type { CorpusCase } from "#core/proof.ts";
import { openPlaces } from "#places/open.ts";
import type { Places } from "#places/places.ts";
import type { ProofLine } from "#reporters/proof/report.ts";
import { issueLines } from "#reporters/words/issue-lines.ts";

/** For tests: a simulated cluster for each grade, and nobody who interrupts. */
export function simulatedPlaces(lab: Lab): { places: Places; signal: AbortSignal } {
  const { signal } = new AbortController();
  const options = { cluster: "simulated", labs: [lab], fresh: false, say: () => undefined, signal } as const;
  return { places: openPlaces(options), signal };
}

/** For tests: each file set graded on its own simulated cluster, one after the other. */
export async function proveSimulated(lab: Lab, cases: readonly CorpusCase[]): Promise<ProofLine[]> {
  const { places, signal } = simulatedPlaces(lab);
  const proofs: ProofLine[] = [];
  for (const one of cases) proofs.push(await proveSet(lab, one, { places, signal }));
  return proofs;
}

/** For tests: the verdict on files, by their names, from a new simulated cluster. */
export async function gradeSimulated(lab: Lab, files: Record<string, string | Uint8Array>): Promise<Verdict> {
  const submitted = Object.entries(files).map(([name, content]) => ({
    name,
    bytes: typeof content === "string" ? new TextEncoder().encode(content) : content,
  }));
  const [proof] = await proveSimulated(lab, [{ name: "test", files: submitted, expectation: { outcome: "pass" } }]);
  return proof!.verdict;
}

/** For tests: a lab that takes these kinds and objects in `web.yaml` and has these checks. Throws what is wrong with it. */
export function testLab(
  submission: Pick<SubmissionRules, "kinds" | "objects">,
  checks: Partial<Check>[],
  setup?: string,
): Lab {
  const file = {
    version: 1,
    title: "A lab for a test",
    summary: "A lab for a test.",
    lesson: "test",
    minutes: 1,
    submission: { files: ["web.yaml"], documents: 9, ...submission },
    checks: checks.map((check) => ({
      title: "A check",
      points: 1,
      within: "20s",
      hints: [{ say: "Look." }],
      ...check,
    })),
  };
  const files = [
    { name: "lab.yaml", text: JSON.stringify(file, null, 2) },
    ...(setup === undefined ? [] : [{ name: "setup/setup.yaml", text: setup }]),
  ];
  const { lab, issues } = readLab({ id: "test", path: "labs/test", files });
  if (!lab) throw new Error(issueLines(issues));
  return lab;
}
