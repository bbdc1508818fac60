import type { Mismatch } from "#core/generated/verdict.ts";
import type { Location } from "#core/issue.ts";
import { kindName, type KubernetesObject } from "#core/kubernetes-object.ts";
import type { Manifest } from "#core/manifest.ts";
import type { Finding } from "#core/findings.ts";
import { controllers } from "#core/owners.ts";
import { parsePath, type Path } from "#core/path.ts";

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
  [/^SelectsNoPods$/, ["metadata", "labels"]],
];

/** Where in the learner's files a failure comes from, best guess first: what was observed, then the fields that differ. */
export function locate(
  findings: readonly Finding[],
  mismatches: readonly Mismatch[],
  manifests: readonly Manifest[],
  objects: readonly KubernetesObject[],
): Location[] {
  const found = [
    ...findings.map((finding) => locateFinding(finding, manifests, objects)),
    ...mismatches.map((mismatch) => locateMismatch(mismatch, manifests)),
  ].filter((location) => location !== undefined);
  const seen = new Set<string>();
  return found.filter(({ file, line }) => !seen.has(`${file}:${line}`) && seen.add(`${file}:${line}`)).slice(0, 3);
}

function locateFinding(
  finding: Finding,
  manifests: readonly Manifest[],
  objects: readonly KubernetesObject[],
): Location | undefined {
  const { on } = finding;
  if (!on) return undefined;
  const byUid = new Map(objects.map((object) => [object.metadata.uid, object]));
  const top = controllers(on, byUid).at(-1) ?? on;
  const manifest = manifests.find(
    ({ object }) => kindName(object) === kindName(top) && object.metadata.name === top.metadata.name,
  );
  const path = manifest && fieldOf(finding, manifest);
  return path && manifest.locate(path);
}

/** The field of the manifest that the finding's reason points at, if it points at one. */
function fieldOf({ reason, message, container }: Finding, { object }: Manifest): Path | undefined {
  const template: Path = object.kind === "Pod" ? [] : ["spec", "template"];
  const index = containersOf(object).findIndex(({ name }) => name === container);
  const field =
    reason === "Unhealthy" ? probeOf(message) : CONTAINER_FIELDS.find(([pattern]) => pattern.test(reason))?.[1];
  if (field && index >= 0) return [...template, "spec", "containers", index, field];
  const path = TEMPLATE_FIELDS.find(([pattern]) => pattern.test(reason))?.[1];
  return path && [...template, ...path];
}

function probeOf(message: string): string {
  if (message.startsWith("Readiness")) return "readinessProbe";
  return message.startsWith("Startup") ? "startupProbe" : "livenessProbe";
}

function containersOf(object: KubernetesObject): { name?: string }[] {
  type PodSpec = { containers?: { name?: string }[] };
  const spec = object.spec as (PodSpec & { template?: { spec?: PodSpec } }) | undefined;
  return spec?.template?.spec?.containers ?? spec?.containers ?? [];
}

function locateMismatch({ object: name, path }: Mismatch, manifests: readonly Manifest[]): Location | undefined {
  const manifest =
    manifests.find(({ object }) => `${object.kind}/${object.metadata.name}` === name) ??
    (manifests.length === 1 ? manifests[0] : undefined);
  if (!manifest) return undefined;
  // Counts in a status come from the one field that asks for them.
  if (/replicas/i.test(path) || path.includes("size()")) return manifest.locate(["spec", "replicas"], "key");
  const steps = parsePath(path);
  const [top = ""] = steps;
  const submitted = top !== "status" && Object.hasOwn(manifest.object, top);
  return manifest.locate(submitted ? steps : ["metadata", "name"]);
}
