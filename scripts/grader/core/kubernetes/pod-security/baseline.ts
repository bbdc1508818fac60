import type { PodSpec } from "#core/kubernetes/generated/types.d.ts";
import { absent, type Control, containers, forbidden, oneOf, securityContexts } from "./control.ts";

/** What a container may add to what its runtime gives it. */
const CAPABILITIES = [
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
];

const SYSCTLS = [
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_local_reserved_ports",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.ping_group_range",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
  "net.ipv4.tcp_keepalive_time",
  "net.ipv4.tcp_rmem",
  "net.ipv4.tcp_syncookies",
  "net.ipv4.tcp_wmem",
];

const SELINUX_TYPES = ["", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"];

/**
 * The controls of the Pod Security Standard `baseline`, which keep a Pod from reaching its node.
 * Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
 */
export const baseline: Record<string, Control> = {
  HostProcess: (spec) =>
    securityContexts(spec).flatMap(({ path, context }) =>
      forbidden([...path, "windowsOptions", "hostProcess"], context.windowsOptions?.hostProcess),
    ),
  "Host Namespaces": (spec) =>
    (["hostNetwork", "hostPID", "hostIPC"] as const).flatMap((field) => forbidden([field], spec[field])),
  "Privileged Containers": (spec) =>
    containers(spec).flatMap(({ path, container }) =>
      forbidden([...path, "securityContext", "privileged"], container.securityContext?.privileged),
    ),
  Capabilities: (spec) => addedCapabilities(spec, CAPABILITIES),
  "HostPath Volumes": (spec) =>
    (spec.volumes ?? []).flatMap(({ hostPath }, index) => absent(["volumes", index, "hostPath"], hostPath)),
  "Host Ports": (spec) =>
    containers(spec).flatMap(({ path, container }) =>
      (container.ports ?? []).flatMap(({ hostPort }, index) =>
        absent([...path, "ports", index, "hostPort"], hostPort || undefined),
      ),
    ),
  "Host Probes / Lifecycle Hooks": (spec) =>
    containers(spec).flatMap(({ path, container: { livenessProbe, readinessProbe, startupProbe, lifecycle } }) =>
      [
        { at: ["livenessProbe"], handler: livenessProbe },
        { at: ["readinessProbe"], handler: readinessProbe },
        { at: ["startupProbe"], handler: startupProbe },
        { at: ["lifecycle", "postStart"], handler: lifecycle?.postStart },
        { at: ["lifecycle", "preStop"], handler: lifecycle?.preStop },
      ].flatMap(({ at, handler }) =>
        (["httpGet", "tcpSocket"] as const).flatMap((action) =>
          absent([...path, ...at, action, "host"], handler?.[action]?.host || undefined),
        ),
      ),
    ),
  AppArmor: (spec) =>
    securityContexts(spec).flatMap(({ path, context }) =>
      oneOf([...path, "appArmorProfile", "type"], ["RuntimeDefault", "Localhost"], context.appArmorProfile?.type),
    ),
  SELinux: (spec) =>
    securityContexts(spec).flatMap(({ path, context: { seLinuxOptions } }) => [
      ...oneOf([...path, "seLinuxOptions", "type"], SELINUX_TYPES, seLinuxOptions?.type),
      ...(["user", "role"] as const).flatMap((field) =>
        absent([...path, "seLinuxOptions", field], seLinuxOptions?.[field] || undefined),
      ),
    ]),
  // A Pod in its own user namespace may: there the Standards are relaxed.
  "/proc Mount Type": (spec) => (spec.hostUsers === false ? [] : procMounts(spec)),
  Seccomp: (spec) =>
    securityContexts(spec).flatMap(({ path, context }) =>
      oneOf([...path, "seccompProfile", "type"], ["RuntimeDefault", "Localhost"], context.seccompProfile?.type),
    ),
  Sysctls: (spec) =>
    (spec.securityContext?.sysctls ?? []).flatMap(({ name }, index) =>
      oneOf(["securityContext", "sysctls", index, "name"], SYSCTLS, name),
    ),
};

/** The capabilities that containers add and that are not among those allowed. */
export function addedCapabilities(spec: PodSpec, allowed: readonly string[]): ReturnType<Control> {
  return containers(spec).flatMap(({ path, container }) =>
    (container.securityContext?.capabilities?.add ?? []).flatMap((capability, index) =>
      oneOf([...path, "securityContext", "capabilities", "add", index], allowed, capability),
    ),
  );
}

/** The containers that see more of /proc than the default. */
export function procMounts(spec: PodSpec): ReturnType<Control> {
  return containers(spec).flatMap(({ path, container }) =>
    oneOf([...path, "securityContext", "procMount"], ["Default"], container.securityContext?.procMount),
  );
}
