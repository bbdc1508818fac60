import type { Survivor } from "#core/generated/survivors.ts";
import type { Manifest } from "#core/kubernetes/manifest.ts";
import type { Lab } from "#core/lab/lab.ts";
import { parsePath, type Path, pathText } from "#core/path.ts";
import { readSubmission, type SubmittedFile } from "#core/submission/submission.ts";
import type { Places } from "#places/places.ts";
import type { MutantProof, SurvivingMutant } from "#reporters/proof/report.ts";
import { type Mutation, mutationsOf } from "./mutations.ts";
import { gradeIn, SILENT } from "./sets.ts";

interface Work {
  places: Places;
  signal: AbortSignal;
  started: (mutant: string) => void;
}

/** The solution with one field changed. */
interface Mutant extends Mutation {
  manifest: Manifest;
  files: SubmittedFile[];
}

/** Grades the solution with each of its fields changed or removed in turn, one after the other; none may pass but those that the author excuses. */
export async function proveMutants(
  lab: Lab,
  solution: readonly SubmittedFile[],
  excused: readonly Survivor[],
  work: Work,
): Promise<MutantProof> {
  const proof: Omit<MutantProof, "stale"> = { tried: 0, killed: 0, undecided: 0, survivors: [] };
  const used = new Set<Survivor>();
  for (const mutant of mutantsOf(lab, solution)) {
    work.started(`${pathText(mutant.path)} ${mutant.change}`);
    const outcome = await outcomeOf(lab, mutant, work);
    if (outcome === "undecided") proof.undecided += 1;
    else proof.tried += 1;
    if (outcome === "killed") proof.killed += 1;
    if (outcome !== "passed") continue;
    const excuse = excused.find((one) => excuses(one, mutant));
    if (excuse) used.add(excuse);
    proof.survivors.push(survivor(mutant, excuse));
  }
  return { ...proof, stale: excused.filter((one) => !used.has(one)).map(({ object, path }) => `${object} ${path}`) };
}

function mutantsOf(lab: Lab, solution: readonly SubmittedFile[]): Mutant[] {
  const { manifests } = readSubmission(lab, solution);
  return manifests.flatMap((manifest) =>
    mutationsOf(manifest.object).map((mutation) => ({
      ...mutation,
      manifest,
      files: filesWith(manifests, manifest, mutation, solution),
    })),
  );
}

/** The files of the solution, in which one object is another; JSON is YAML, so that nothing but the field changes. */
function filesWith(
  manifests: readonly Manifest[],
  manifest: Manifest,
  mutation: Mutation,
  solution: readonly SubmittedFile[],
): SubmittedFile[] {
  const { file } = manifest.locate([]);
  const documents = manifests
    .filter((one) => one.locate([]).file === file)
    .map((one) => JSON.stringify(one === manifest ? mutation.object : one.object));
  const bytes = new TextEncoder().encode(documents.join("\n---\n"));
  return solution.map((one) => (one.name === file ? { name: file, bytes } : one));
}

/** A mutant is dead when its first check fails: nobody waits for the others. What is not simulated decides nothing. */
async function outcomeOf(lab: Lab, { files }: Mutant, work: Work): Promise<"killed" | "passed" | "undecided"> {
  const dead = new AbortController();
  const listener = {
    ...SILENT,
    finished: ({ status }: { status: string }) => status === "fail" && dead.abort(new Error("a check has failed")),
  };
  try {
    const signal = AbortSignal.any([work.signal, dead.signal]);
    const { status } = await gradeIn(work.places, lab, files, listener, signal);
    return status === "pass" ? "passed" : status === "fail" ? "killed" : "undecided";
  } catch (error) {
    if (!dead.signal.aborted || work.signal.aborted) throw error;
    return "killed";
  }
}

function survivor({ manifest, path, change }: Mutant, excuse: Survivor | undefined): SurvivingMutant {
  const { file, line } = manifest.locate(path, "key");
  return {
    file,
    line,
    path: `${objectName(manifest)} ${pathText(path)}`,
    change,
    ...(excuse && { equivalent: excuse.why }),
  };
}

function excuses({ object, path, change }: Survivor, mutant: Mutant): boolean {
  return (
    object === objectName(mutant.manifest) &&
    isAtOrBelow(parsePath(path), mutant.path) &&
    (change === undefined || change === mutant.change)
  );
}

function isAtOrBelow(pattern: Path, path: Path): boolean {
  return pattern.every((step, index) => (step === "*" ? index < path.length : step === path[index]));
}

function objectName({ object }: Manifest): string {
  return `${object.kind}/${object.metadata.name}`;
}
