import { standInFor } from "#simulator/images/catalogue.ts";
import type { PodOfKubelet } from "#simulator/webernetes/webernetes.ts";

interface UserRules {
  runAsUser?: number;
  runAsNonRoot?: boolean;
}

/** Why a container must not be started that would run as root against its rules, in the kubelet's words; undefined where it may. */
export function rootRefusal(
  { metadata, spec }: PodOfKubelet,
  container: { [field: string]: unknown },
): string | undefined {
  const ofPod = (spec["securityContext"] ?? {}) as UserRules;
  const own = (container["securityContext"] ?? {}) as UserRules;
  if (!(own.runAsNonRoot ?? ofPod.runAsNonRoot)) return undefined;
  const user = own.runAsUser ?? ofPod.runAsUser;
  const where = `(pod: "${metadata.name}_${metadata.namespace}(${metadata.uid})", container: ${String(container["name"])})`;
  if (user === 0) return `container's runAsUser breaks non-root policy ${where}`;
  const isRoot = user === undefined && standInFor(container["image"] as string)?.user === 0;
  return isRoot ? `container has runAsNonRoot and image will run as root ${where}` : undefined;
}
