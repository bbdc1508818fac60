import type { Check } from "#core/generated/lab.ts";
import type { Mismatch } from "#core/generated/verdict.ts";
import type { Location } from "#core/issue.ts";
import type { Manifest } from "#core/kubernetes/manifest.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { controllers } from "#core/kubernetes/owners.ts";
import { templateOf } from "#core/kubernetes/pod-template.ts";
import { parsePath, type Path } from "#core/path.ts";
import type { Finding } from "./findings.ts";

/** Which field of a container a reason points at. */
const CONTAINER_FIELDS: [reason: RegExp, field: string][] = [
  [/^(ErrImagePull|ImagePullBackOff|InvalidImageName|ErrImageNeverPull)$/, "image"],
  [/^(CrashLoopBackOff|Error|RunContainerError|StartError|ContainerCannotRun)$/, "command"],
  [/^OOMKilled$/, "resources"],
  [/^CreateContainerConfigError$/, "env"],
];

/** Which field of a Pod's template a reason points at. */
const TEMPLATE_FIELDS: [reason: RegExp, path: Path][] = [
  [/^(Unschedulable|FailedScheduling)$/, ["spec"]],
  [/^FailedMount$/, ["spec", "volumes"]],
  [/^SelectsNoPods$/, ["metadata", "labels"]],
];

/** Which field of an object that has no Pods of its own a reason points at. */
const OBJECT_FIELDS: [reason: RegExp, path: Path][] = [
  [/^SelectsNoPods$/, ["spec", "selector"]],
  [/^DisruptionNotAllowed$/, ["spec"]],
];

/** The learner's manifests, and the objects of the cluster that lead from a Pod to one of them. */
interface Sources {
  manifests: readonly Manifest[];
  objects: readonly KubernetesObject[];
}

/** Where in the learner's files a failure comes from, best guess first: what was observed, then the fields that differ. */
export function locate(
  check: Check,
  findings: readonly Finding[],
  mismatches: readonly Mismatch[],
  sources: Sources,
): Location[] {
  const found = [
    ...findings.map((finding) => locateFinding(finding, sources)),
    ...mismatches.map((mismatch) => locateMismatch(check, mismatch, sources)),
  ].filter((location) => location !== undefined);
  const seen = new Set<string>();
  return found.filter(({ file, line }) => !seen.has(`${file}:${line}`) && seen.add(`${file}:${line}`)).slice(0, 3);
}

function locateFinding(finding: Finding, sources: Sources): Location | undefined {
  for (const object of finding.on) {
    const manifest = manifestOf(object, sources);
    const path = manifest && fieldOf(finding, manifest);
    if (path) return manifest.locate(path);
  }
  return undefined;
}

/** The manifest that the object was made from: its own, or that of what controls it in the end. */
function manifestOf(object: KubernetesObject, { manifests, objects }: Sources): Manifest | undefined {
  const byUid = new Map(objects.map((other) => [other.metadata.uid, other]));
  const top = controllers(object, byUid).at(-1) ?? object;
  return named(manifests, { apiVersion: top.apiVersion, kind: top.kind, name: top.metadata.name });
}

function named(
  manifests: readonly Manifest[],
  of: { apiVersion?: string; kind: string; name: string },
): Manifest | undefined {
  return manifests.find(
    ({ object: { apiVersion, kind, metadata } }) =>
      (of.apiVersion ?? apiVersion) === apiVersion && kind === of.kind && metadata.name === of.name,
  );
}

/** The field of the manifest that the finding's reason points at, if it points at one. */
function fieldOf({ reason, message, container }: Finding, { object }: Manifest): Path | undefined {
  const spec = templateOf(object);
  if (!spec) return OBJECT_FIELDS.find(([pattern]) => pattern.test(reason))?.[1];
  const field =
    reason === "Unhealthy" ? probeOf(message) : CONTAINER_FIELDS.find(([pattern]) => pattern.test(reason))?.[1];
  for (const list of ["containers", "initContainers"] as const) {
    const index = spec.pod[list]?.findIndex(({ name }) => name === container) ?? -1;
    if (field && index >= 0) return [...spec.path, "spec", list, index, field];
  }
  const path = TEMPLATE_FIELDS.find(([pattern]) => pattern.test(reason))?.[1];
  return path && [...spec.path, ...path];
}

function probeOf(message: string): string {
  if (message.startsWith("Readiness")) return "readinessProbe";
  return message.startsWith("Startup") ? "startupProbe" : "livenessProbe";
}

function locateMismatch(check: Check, { object: name, path }: Mismatch, sources: Sources): Location | undefined {
  const [kind = "", objectName = ""] = name?.split("/") ?? [];
  const own = named(sources.manifests, { kind, name: objectName });
  const seen = sources.objects.find((object) => object.kind === kind && object.metadata.name === objectName);
  const maker = own ?? (seen ? manifestOf(seen, sources) : subjectManifest(check, sources.manifests));
  if (!maker) return undefined;
  // Counts in a status come from the one field that asks for them.
  if (/replicas/i.test(path) || path.includes("size()")) return maker.locate(["spec", "replicas"], "key");
  // Field of a Pod, written in the template of what made it.
  const steps = [...(own || !seen || kind !== "Pod" ? [] : (templateOf(maker.object)?.path ?? [])), ...parsePath(path)];
  const [top = ""] = parsePath(path);
  const submitted = top !== "status" && Object.hasOwn(maker.object, top);
  return maker.locate(submitted ? steps : ["metadata", "name"]);
}

/** The manifest of what the check names, or the only one: for mismatches that name no object. */
function subjectManifest(check: Check, manifests: readonly Manifest[]): Manifest | undefined {
  const { object, objects, request, logs, exec } = check;
  const pods = objects ?? request?.pods ?? logs?.pods ?? exec?.pods;
  const service = request?.service;
  const subject = object ?? pods?.ownedBy ?? (service === undefined ? undefined : { kind: "Service", name: service });
  const submitted = subject && named(manifests, subject);
  return submitted ?? (manifests.length === 1 ? manifests[0] : undefined);
}
