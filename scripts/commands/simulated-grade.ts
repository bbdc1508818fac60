import { openCluster } from "#commands/open-place.ts";
import { proveOnClustersOfTheirOwn } from "#commands/prove.ts";
import type { Check, LabFile } from "#core/generated/lab.ts";
import type { Cluster } from "#core/cluster.ts";
import type { Verdict } from "#core/generated/verdict.ts";
import { type Lab, readLab } from "#core/lab.ts";
import { issueLines } from "#reporters/issue-lines.ts";

/** For tests: a run of proofs that tells nothing and is not interrupted. */
export const silentRun = { started: () => undefined, signal: new AbortController().signal };

/** For tests: opens simulated clusters for a lab. */
export function simulatedCluster(lab: Lab): () => Promise<Cluster> {
  const { signal } = silentRun;
  return () => openCluster(lab, { cluster: "simulated", fresh: false, say: () => undefined, signal });
}

/** For tests: the verdict on files, by their names, from a new simulated cluster. */
export async function gradeSimulated(lab: Lab, files: Record<string, string | Uint8Array>): Promise<Verdict> {
  const submitted = Object.entries(files).map(([name, content]) => ({
    name,
    bytes: typeof content === "string" ? new TextEncoder().encode(content) : content,
  }));
  const one = { name: "test", files: submitted, expectation: { outcome: "pass" } as const };
  const [proof] = await proveOnClustersOfTheirOwn(lab, [one], simulatedCluster(lab), silentRun);
  return proof!.verdict;
}

/** For tests: a lab that takes these kinds and objects in `web.yaml` and has these checks. Throws what is wrong with it. */
export function testLab(
  submission: Pick<LabFile["submission"], "kinds" | "objects">,
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
