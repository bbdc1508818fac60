import type { PodSpec } from "#core/kubernetes/generated/types.d.ts";
import { addedCapabilities, procMounts } from "./baseline.ts";
import { containers, type Control, insecure, securityContexts } from "./control.ts";

const VOLUMES = new Set([
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "persistentVolumeClaim",
  "projected",
  "secret",
]);

/** In its own user namespace a Pod's root is nobody on the node. */
const rootIsHarmless = ({ hostUsers }: PodSpec): boolean => hostUsers === false;

/**
 * The controls that the Pod Security Standard `restricted` adds to `baseline`, for Pods that run on Linux.
 * Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export const restricted: Record<string, Control> = {
  // `baseline` has the others.
  "/proc Mount Type": (spec) => (spec.hostUsers === false ? procMounts(spec) : []),
  "Volume Types": ({ volumes = [] }) =>
    volumes.flatMap((volume, index) =>
      Object.keys(volume)
        .filter((type) => type !== "name" && !VOLUMES.has(type))
        .map((type) => insecure(["volumes", index, type], "left out")),
    ),
  "Privilege Escalation": (spec) =>
    containers(spec).flatMap(({ path, container: { securityContext } }) =>
      securityContext?.allowPrivilegeEscalation === false
        ? []
        : [
            insecure(
              [...path, "securityContext", "allowPrivilegeEscalation"],
              false,
              securityContext?.allowPrivilegeEscalation,
            ),
          ],
    ),
  "Running as Non-root": (spec) =>
    containers(spec).flatMap(({ path, container: { securityContext } }) => {
      const own = securityContext?.runAsNonRoot;
      return rootIsHarmless(spec) || (own ?? spec.securityContext?.runAsNonRoot) === true
        ? []
        : [insecure([...path, "securityContext", "runAsNonRoot"], true, own)];
    }),
  "Running as Non-root user": (spec) =>
    securityContexts(spec).flatMap(({ path, context }) =>
      context.runAsUser === 0 && !rootIsHarmless(spec)
        ? [insecure([...path, "runAsUser"], "a user other than 0, or left out", 0)]
        : [],
    ),
  Seccomp: (spec) =>
    containers(spec).flatMap(({ path, container: { securityContext } }) =>
      (securityContext?.seccompProfile ?? spec.securityContext?.seccompProfile) === undefined
        ? [insecure([...path, "securityContext", "seccompProfile", "type"], ["RuntimeDefault", "Localhost"])]
        : [],
    ),
  Capabilities: (spec) => [
    ...addedCapabilities(spec, ["NET_BIND_SERVICE"]),
    ...containers(spec).flatMap(({ path, container: { securityContext } }) => {
      const drop = securityContext?.capabilities?.drop;
      return drop?.includes("ALL")
        ? []
        : [insecure([...path, "securityContext", "capabilities", "drop"], "[ALL]", drop)];
    }),
  ],
};
