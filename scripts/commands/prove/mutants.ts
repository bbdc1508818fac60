import type { Survivor } from "#core/generated/survivors.ts";
import type { Manifest } from "#core/kubernetes/manifest.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import type { Lab } from "#core/lab/lab.ts";
import { parsePath, type Path, pathText } from "#core/path.ts";
import { readSubmission, type SubmittedFile } from "#core/submission/submission.ts";
import type { Places } from "#places/places.ts";
import type { HarmlessProof, MutantProof, SurvivingMutant } from "#reporters/proof/report.ts";
import { additionMutations } from "./mutations/additions.ts";
import { fieldMutations } from "./mutations/fields.ts";
import { HARMLESS_CHANGES } from "./mutations/harmless.ts";
import { isSame, type Mutation } from "./mutations/mutation.ts";
import { weakeningMutations } from "./mutations/weakenings.ts";
import { gradeIn, SILENT } from "./sets.ts";

interface Work {
  places: Places;
  signal: AbortSignal;
  started: (mutant: string) => void;
}

/** The solution with one object changed. */
interface Mutant extends Mutation {
  manifest: Manifest;
  files: SubmittedFile[];
}

/**
 * Grades the solution changed in one place after the other: fields changed and removed, things added and weakened; none may pass but those that
 * the author excuses.
 */
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
      files: filesWith(manifests, ({ object }) => (object === manifest.object ? mutation.object : object), solution),
    })),
  );
}

/** All that makes another object of it for Kubernetes: each is a mistake that a check or an issue must notice. */
function mutationsOf(object: KubernetesObject): Mutation[] {
  const all = [...fieldMutations(object), ...additionMutations(object), ...weakeningMutations(object)];
  return all.filter((mutation) => !isSame(mutation.object, object));
}

/** Grades the solution after each change that makes nothing wrong; all must pass. */
export async function proveHarmless(lab: Lab, solution: readonly SubmittedFile[], work: Work): Promise<HarmlessProof> {
  const proof: HarmlessProof = { tried: 0, undecided: 0, failed: [] };
  for (const [change, files] of harmlessVariants(lab, solution)) {
    work.started(change);
    const verdict = await gradeIn(work.places, lab, files, SILENT, work.signal);
    if (verdict.status === "unsupported") proof.undecided += 1;
    else proof.tried += 1;
    if (verdict.status === "fail" || verdict.status === "error") proof.failed.push({ change, verdict });
  }
  return proof;
}

function harmlessVariants(lab: Lab, solution: readonly SubmittedFile[]): [change: string, files: SubmittedFile[]][] {
  const { manifests } = readSubmission(lab, solution);
  const variants = Object.entries(HARMLESS_CHANGES).flatMap(([name, change]): [string, SubmittedFile[]][] => {
    const text = ({ object }: Manifest) => JSON.stringify(change(object));
    return manifests.every((manifest) => text(manifest) === JSON.stringify(manifest.object))
      ? []
      : [[name, filesWith(manifests, ({ object }) => change(object), solution)]];
  });
  return [...variants, ["line ends of Windows and a byte order mark", solution.map(asOnWindows)]];
}

function asOnWindows({ name, bytes }: SubmittedFile): SubmittedFile {
  const text = new TextDecoder().decode(bytes ?? undefined);
  return { name, bytes: new TextEncoder().encode(`\uFEFF${text.replaceAll("\n", "\r\n")}`) };
}

/** The files of the solution with other objects; JSON is YAML, so that nothing but these changes. */
function filesWith(
  manifests: readonly Manifest[],
  objectOf: (manifest: Manifest) => KubernetesObject,
  solution: readonly SubmittedFile[],
): SubmittedFile[] {
  return solution.map(({ name, bytes }) => {
    const own = manifests.filter((one) => one.locate([]).file === name);
    const documents = own.map((one) => JSON.stringify(objectOf(one)));
    return { name, bytes: own.length > 0 ? new TextEncoder().encode(documents.join("\n---\n")) : bytes };
  });
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
