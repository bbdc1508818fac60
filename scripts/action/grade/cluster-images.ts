import spawn from "nano-spawn";
import { PROBE_IMAGE } from "#clusters/kubernetes/probe/pod.ts";
import { readSubmission } from "#core/submission/submission.ts";
import type { LabSubmission } from "#course/submissions.ts";
import { KIND_CLUSTER } from "#places/open.ts";

/** The images that the Pods of these labs and the grader's own will ask for, in no order. */
export function imagesOf(submissions: readonly LabSubmission[]): string[] {
  const objects = submissions.flatMap(({ lab, files }) => [...lab.setup, ...readSubmission(lab, files).manifests]);
  return [...new Set([PROBE_IMAGE, ...objects.flatMap(({ object }) => containerImages(object))])];
}

/** Every `image` of a container in an object, whatever kind makes the Pods. */
function containerImages(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, field]) =>
    /^(initC|c)ontainers$/.test(key) && Array.isArray(field)
      ? (field as { image?: unknown }[]).flatMap(({ image }) => (typeof image === "string" ? [image] : []))
      : containerImages(field),
  );
}

/** Gets images into this machine's Docker. One that cannot be had is left out: Kubernetes will say so of the Pod that wants it. */
export async function pullImages(images: readonly string[], signal: AbortSignal): Promise<string[]> {
  const pulled = images.map(async (image) => ((await isHere(image)) || (await pull(image, signal)) ? [image] : []));
  return (await Promise.all(pulled)).flat();
}

const isHere = (image: string): Promise<boolean> => succeeds(spawn("docker", ["image", "inspect", "--", image]));

async function pull(image: string, signal: AbortSignal): Promise<boolean> {
  const pulled = await succeeds(spawn("docker", ["pull", "--quiet", "--", image], { signal }));
  signal.throwIfAborted();
  return pulled;
}

async function succeeds(work: Promise<unknown>): Promise<boolean> {
  return await work.then(
    () => true,
    () => false,
  );
}

/** Copies images from this machine's Docker to every node of the kind cluster. */
export async function loadImages(images: readonly string[], signal: AbortSignal): Promise<void> {
  if (images.length > 0) await spawn("kind", ["load", "docker-image", "--name", KIND_CLUSTER, ...images], { signal });
}
