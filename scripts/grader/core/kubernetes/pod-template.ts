import type { PodSpec } from "#core/kubernetes/generated/types.d.ts";
import type { Path } from "#core/path.ts";

/** Where an object describes its Pods, and how: itself, or its template; undefined for what has none. */
export function templateOf({
  kind,
  spec,
}: {
  kind?: unknown;
  spec?: unknown;
}): { path: Path; pod: PodSpec } | undefined {
  type Template = { spec?: PodSpec };
  if (kind === "Pod") return { path: [], pod: (spec ?? {}) as PodSpec };
  const { template, jobTemplate } = (spec ?? {}) as {
    template?: Template;
    jobTemplate?: { spec?: { template?: Template } };
  };
  if (template) return { path: ["spec", "template"], pod: template.spec ?? {} };
  if (!jobTemplate) return undefined;
  return { path: ["spec", "jobTemplate", "spec", "template"], pod: jobTemplate.spec?.template?.spec ?? {} };
}

/** All containers of a Pod: those that start it, those that run beside each other, and those that were added to look inside. */
export function containersOf({ initContainers, containers, ephemeralContainers }: PodSpec): object[] {
  return [initContainers, containers, ephemeralContainers].flatMap((list) => list ?? []);
}
