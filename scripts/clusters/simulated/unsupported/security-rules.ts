import type { Path } from "#core/path.ts";
import type { StandIn } from "#simulator/images/stand-in.ts";

/** The fields of a Pod's or a container's security context that change what a program can do. */
export interface SecurityContext {
  runAsUser?: number;
  runAsGroup?: number;
  runAsNonRoot?: boolean;
  readOnlyRootFilesystem?: boolean;
  capabilities?: { drop?: string[]; add?: string[] };
}

/** What nginx does as root before it serves: it gives its folders to another user, and becomes that user. */
const NGINX_NEEDS = ["CHOWN", "SETGID", "SETUID"];

/**
 * What of a security context has an effect that a stand-in does not have: `mounts` are the paths of the container's
 * volumes, and `writes` the files that its commands make or change.
 */
export function unmodelledSecurity(
  { repository, user: imageUser }: StandIn,
  { runAsUser, runAsGroup, runAsNonRoot, readOnlyRootFilesystem, capabilities }: SecurityContext,
  mounts: string[],
  writes: string[],
): Path[] {
  const path = (field: string): Path => ["securityContext", field];
  const isMounted = (file: string): boolean => mounts.some((mount) => `${file}/`.startsWith(`${mount}/`));
  const isRestricted = readOnlyRootFilesystem === true || (runAsUser ?? 0) > 0;
  const restriction = path(readOnlyRootFilesystem ? "readOnlyRootFilesystem" : "runAsUser");
  const found: Path[] = [];
  if (runAsGroup !== undefined && runAsUser === undefined) found.push(path("runAsGroup"));
  if (runAsNonRoot && runAsUser === undefined && imageUser === undefined) found.push(path("runAsNonRoot"));
  const mayWrite = (file: string): boolean => isMounted(file) || (!readOnlyRootFilesystem && file.startsWith("/tmp/"));
  if (isRestricted && !writes.every(mayWrite)) found.push(restriction);
  if (repository === "nginx") {
    // It fails for sure where it cannot make its folders; where volumes are in their place, images of nginx differ.
    if (isRestricted && mounts.some((mount) => mount.startsWith("/var"))) found.push(restriction);
    const { drop = [], add = [] } = capabilities ?? {};
    const lost = NGINX_NEEDS.filter((name) => (drop.includes("ALL") || drop.includes(name)) && !add.includes(name));
    if (lost.length > 0 && !isRestricted) found.push(path("capabilities"));
  }
  return found;
}
