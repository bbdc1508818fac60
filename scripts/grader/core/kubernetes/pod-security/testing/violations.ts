import type { Container, PodSpec } from "#core/kubernetes/generated/types.d.ts";

/** A Pod that breaks one control and no other. */
export interface Violation {
  control: string;
  level: "baseline" | "restricted";
  spec: PodSpec;
  /** The field that a learner must change. */
  path: string;
}

const safeContainer: Container = { name: "server", image: "nginx:1.29" };

const restrictedContext: Container["securityContext"] = {
  allowPrivilegeEscalation: false,
  runAsNonRoot: true,
  seccompProfile: { type: "RuntimeDefault" },
  capabilities: { drop: ["ALL"] },
};

function pod(spec: Partial<PodSpec>): PodSpec {
  return { containers: [safeContainer], ...spec };
}

function inPod(control: string, spec: Partial<PodSpec>, path: string): Violation {
  return { control, level: "baseline", spec: pod(spec), path };
}

function inContainer(control: string, container: Partial<Container>, path: string): Violation {
  const spec = pod({ containers: [{ ...safeContainer, ...container }] });
  return { control, level: "baseline", spec, path: `spec.containers[0].${path}` };
}

function restrictedPod(spec: Partial<PodSpec>, control: string, path: string): Violation {
  return {
    control,
    level: "restricted",
    spec: pod({ containers: [{ ...safeContainer, securityContext: restrictedContext }], ...spec }),
    path,
  };
}

function restrictedContainer(context: object, control: string, path: string): Violation {
  const securityContext = { ...restrictedContext, ...context };
  return {
    control,
    level: "restricted",
    spec: pod({ containers: [{ ...safeContainer, securityContext }] }),
    path: `spec.containers[0].securityContext.${path}`,
  };
}

/** At least one Pod for each control of the Pod Security Standards, and for each field that a control names. */
export const violations: Violation[] = [
  inPod("Host Namespaces", { hostNetwork: true }, "spec.hostNetwork"),
  inPod("Host Namespaces", { hostPID: true }, "spec.hostPID"),
  inPod("Host Namespaces", { hostIPC: true }, "spec.hostIPC"),
  inContainer("Privileged Containers", { securityContext: { privileged: true } }, "securityContext.privileged"),
  {
    control: "Privileged Containers",
    level: "baseline",
    spec: pod({ initContainers: [{ ...safeContainer, name: "first", securityContext: { privileged: true } }] }),
    path: "spec.initContainers[0].securityContext.privileged",
  },
  inContainer(
    "Capabilities",
    { securityContext: { capabilities: { add: ["CHOWN", "SYS_ADMIN"] } } },
    "securityContext.capabilities.add[1]",
  ),
  inContainer(
    "Capabilities",
    { securityContext: { capabilities: { add: ["NET_RAW"] } } },
    "securityContext.capabilities.add[0]",
  ),
  inPod(
    "HostPath Volumes",
    {
      volumes: [
        { name: "own", emptyDir: {} },
        { name: "host", hostPath: { path: "/" } },
      ],
    },
    "spec.volumes[1].hostPath",
  ),
  inContainer("Host Ports", { ports: [{ containerPort: 80, hostPort: 80 }] }, "ports[0].hostPort"),
  inContainer(
    "Host Probes / Lifecycle Hooks",
    { livenessProbe: { httpGet: { port: 80, host: "192.0.2.1" } } },
    "livenessProbe.httpGet.host",
  ),
  inContainer(
    "Host Probes / Lifecycle Hooks",
    { readinessProbe: { tcpSocket: { port: 80, host: "192.0.2.1" } } },
    "readinessProbe.tcpSocket.host",
  ),
  inContainer(
    "Host Probes / Lifecycle Hooks",
    { lifecycle: { preStop: { httpGet: { port: 80, host: "192.0.2.1" } } } },
    "lifecycle.preStop.httpGet.host",
  ),
  inPod(
    "AppArmor",
    { securityContext: { appArmorProfile: { type: "Unconfined" } } },
    "spec.securityContext.appArmorProfile.type",
  ),
  inContainer(
    "AppArmor",
    { securityContext: { appArmorProfile: { type: "Unconfined" } } },
    "securityContext.appArmorProfile.type",
  ),
  inPod(
    "SELinux",
    { securityContext: { seLinuxOptions: { type: "spc_t" } } },
    "spec.securityContext.seLinuxOptions.type",
  ),
  inContainer(
    "SELinux",
    { securityContext: { seLinuxOptions: { user: "root" } } },
    "securityContext.seLinuxOptions.user",
  ),
  inContainer(
    "SELinux",
    { securityContext: { seLinuxOptions: { role: "sysadm_r" } } },
    "securityContext.seLinuxOptions.role",
  ),
  inContainer("/proc Mount Type", { securityContext: { procMount: "Unmasked" } }, "securityContext.procMount"),
  inPod(
    "Seccomp",
    { securityContext: { seccompProfile: { type: "Unconfined" } } },
    "spec.securityContext.seccompProfile.type",
  ),
  inContainer(
    "Seccomp",
    { securityContext: { seccompProfile: { type: "Unconfined" } } },
    "securityContext.seccompProfile.type",
  ),
  inPod(
    "Sysctls",
    {
      securityContext: {
        sysctls: [
          { name: "net.ipv4.tcp_syncookies", value: "0" },
          { name: "kernel.msgmax", value: "65536" },
        ],
      },
    },
    "spec.securityContext.sysctls[1].name",
  ),
  {
    control: "HostProcess",
    level: "baseline",
    spec: pod({
      os: { name: "windows" },
      hostNetwork: true,
      securityContext: { windowsOptions: { hostProcess: true } },
    }),
    path: "spec.securityContext.windowsOptions.hostProcess",
  },
  {
    ...restrictedContainer({ procMount: "Unmasked" }, "/proc Mount Type", "procMount"),
    spec: inUserNamespace({ ...restrictedContext, procMount: "Unmasked" }),
  },
  restrictedPod(
    { volumes: [{ name: "v", nfs: { server: "192.0.2.1", path: "/" } }] },
    "Volume Types",
    "spec.volumes[0].nfs",
  ),
  restrictedContainer({ allowPrivilegeEscalation: true }, "Privilege Escalation", "allowPrivilegeEscalation"),
  restrictedContainer({ allowPrivilegeEscalation: undefined }, "Privilege Escalation", "allowPrivilegeEscalation"),
  restrictedContainer({ runAsNonRoot: undefined }, "Running as Non-root", "runAsNonRoot"),
  restrictedContainer({ runAsNonRoot: false }, "Running as Non-root", "runAsNonRoot"),
  restrictedContainer({ runAsUser: 0 }, "Running as Non-root user", "runAsUser"),
  restrictedContainer({ seccompProfile: undefined }, "Seccomp", "seccompProfile.type"),
  restrictedContainer({ capabilities: {} }, "Capabilities", "capabilities.drop"),
  restrictedContainer({ capabilities: { drop: ["ALL"], add: ["CHOWN"] } }, "Capabilities", "capabilities.add[0]"),
];

/** Pods that every level accepts. */
export function safePods(): PodSpec[] {
  return [
    pod({ containers: [{ ...safeContainer, securityContext: restrictedContext }] }),
    inUserNamespace({ ...restrictedContext, runAsUser: 0, runAsNonRoot: false }),
  ];
}

function inUserNamespace(securityContext: Container["securityContext"]): PodSpec {
  return pod({ hostUsers: false, containers: [{ ...safeContainer, securityContext }] });
}
