import type { Json } from "#core/json.ts";
import type { KindName } from "#core/kubernetes/object.ts";
import { quantityValue } from "#core/kubernetes/quantity.ts";

/**
 * What the simulated cluster does with a field. `modelled`: it acts on it as a real cluster does, and a test proves it.
 * `inert`: nothing in a real cluster acts on it that a lab could see, so storing it is all there is to do.
 * A list of values or a rule for them: modelled (or inert) for these and for no other.
 */
type Support = "modelled" | "inert" | { support: "modelled" | "inert"; accepts: (value: Json) => boolean };

/** By path: `[]` stands for each item of a list, `*` for each key of a map. What is below a path belongs to it. */
export type Supported = Record<string, Support>;

const only = (support: "modelled" | "inert", ...values: Json[]): Support => ({
  support,
  accepts: (value) => values.includes(value),
});

const common: Supported = {
  apiVersion: "modelled",
  kind: "modelled",
  // What an author writes there, the API server throws away.
  status: "inert",
  "metadata.name": "modelled",
  "metadata.namespace": "modelled",
  "metadata.labels": "modelled",
  "metadata.annotations": "inert",
};

const probe: Supported = {
  // Which commands are modelled, `pod-rules.ts` decides.
  "exec.command": "modelled",
  "httpGet.path": "modelled",
  "httpGet.port": "modelled",
  "httpGet.scheme": only("modelled", "HTTP", "HTTPS"),
  "httpGet.httpHeaders": "inert",
  "tcpSocket.port": "modelled",
  // No stand-in speaks gRPC.
  "grpc.port": "modelled",
  "grpc.service": "inert",
  initialDelaySeconds: "modelled",
  periodSeconds: "modelled",
  timeoutSeconds: "modelled",
  successThreshold: only("inert", 1),
  failureThreshold: "modelled",
};

/** Fields of a Pod that are known before its containers start. */
const ofPod = new Set(["spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.podIP"]);

function isOwnMetadata(path: string): boolean {
  return /^metadata\.(?:name|namespace|uid|(?:labels|annotations)\['[^']+'\])$/.test(path);
}

/** What a hook does before a container is told to end, or after it has started. */
const hook: Supported = {
  // Which commands are modelled, `pod-rules.ts` decides.
  "exec.command": "modelled",
  "httpGet.path": "modelled",
  "httpGet.port": "modelled",
  "httpGet.scheme": only("inert", "HTTP"),
  "httpGet.httpHeaders": "inert",
  "sleep.seconds": "modelled",
};

/** What a Pod and a container can both say; where it has an effect, `security-rules.ts` decides whether it is modelled. */
const security: Supported = {
  runAsUser: "modelled",
  runAsGroup: "inert",
  runAsNonRoot: "modelled",
  // What a profile allows is more than the stand-ins' programs do.
  "seccompProfile.type": only("inert", "RuntimeDefault", "Unconfined"),
};

const container: Supported = {
  name: "modelled",
  // Which images and command lines are modelled, `unsupported-fields.ts` decides.
  image: "modelled",
  command: "modelled",
  args: "modelled",
  imagePullPolicy: only("inert", "Always", "IfNotPresent"),
  "ports[].name": "modelled",
  "ports[].containerPort": "modelled",
  "ports[].protocol": only("inert", "TCP"),
  "env[].name": "modelled",
  "env[].value": "modelled",
  "env[].valueFrom.configMapKeyRef": "modelled",
  "env[].valueFrom.secretKeyRef": "modelled",
  "env[].valueFrom.fieldRef.apiVersion": only("modelled", "v1"),
  "env[].valueFrom.fieldRef.fieldPath": {
    support: "modelled",
    accepts: (value) => typeof value === "string" && (ofPod.has(value) || isOwnMetadata(value)),
  },
  // Whose amounts are known, `pod-rules.ts` decides.
  "env[].valueFrom.resourceFieldRef": "modelled",
  "envFrom[].prefix": "modelled",
  "envFrom[].configMapRef": "modelled",
  "envFrom[].secretRef": "modelled",
  // Where a stand-in would read what is mounted, `pod-rules.ts` decides.
  "volumeMounts[].name": "modelled",
  "volumeMounts[].mountPath": "modelled",
  "volumeMounts[].subPath": "modelled",
  "volumeMounts[].readOnly": "modelled",
  ...below("lifecycle.preStop", hook),
  ...below("lifecycle.postStart", hook),
  ...below("securityContext", security),
  "securityContext.readOnlyRootFilesystem": "modelled",
  "securityContext.allowPrivilegeEscalation": "inert",
  "securityContext.privileged": only("inert", false),
  "securityContext.capabilities": "inert",
  // A stand-in looks for no file below a folder of its own; `pod-rules.ts` decides where that would matter.
  workingDir: "inert",
  stdin: "inert",
  stdinOnce: "inert",
  tty: "inert",
  "resources.requests.*": "modelled",
  "resources.limits.cpu": "modelled",
  "resources.limits.ephemeral-storage": "modelled",
  // A limit that the real program would not fit into ends it; the largest stand-in needs less than this.
  "resources.limits.memory": { support: "modelled", accepts: fitsStandIns },
  ...below("livenessProbe", { ...probe, terminationGracePeriodSeconds: "modelled" }),
  ...below("readinessProbe", { ...probe, successThreshold: "modelled" }),
  ...below("startupProbe", { ...probe, terminationGracePeriodSeconds: "modelled" }),
  terminationMessagePath: "inert",
  terminationMessagePolicy: "inert",
};

const podAffinityTerm: Supported = { labelSelector: "modelled", topologyKey: "modelled", namespaces: "modelled" };

const podAffinity: Supported = {
  ...below("requiredDuringSchedulingIgnoredDuringExecution[]", podAffinityTerm),
  "preferredDuringSchedulingIgnoredDuringExecution[].weight": "modelled",
  ...below("preferredDuringSchedulingIgnoredDuringExecution[].podAffinityTerm", podAffinityTerm),
};

const spreadConstraint: Supported = {
  maxSkew: "modelled",
  topologyKey: "modelled",
  whenUnsatisfiable: "modelled",
  labelSelector: "modelled",
  nodeTaintsPolicy: "modelled",
  nodeAffinityPolicy: "modelled",
  minDomains: "modelled",
  matchLabelKeys: "modelled",
};

const settings: Supported = {
  name: "modelled",
  "items[].key": "modelled",
  "items[].path": "modelled",
  optional: "modelled",
};

const downwardAPI: Supported = {
  "items[].path": "modelled",
  "items[].fieldRef.apiVersion": only("modelled", "v1"),
  "items[].fieldRef.fieldPath": {
    support: "modelled",
    accepts: (value) =>
      typeof value === "string" &&
      (isOwnMetadata(value) || ["metadata.labels", "metadata.annotations"].includes(value)),
  },
};

const podSpec: Supported = {
  ...below("containers[]", container),
  ...below("initContainers[]", container),
  "initContainers[].restartPolicy": "modelled",
  "volumes[].name": "modelled",
  "volumes[].configMap.name": "modelled",
  "volumes[].configMap.items[].key": "modelled",
  "volumes[].configMap.items[].path": "modelled",
  "volumes[].configMap.optional": "modelled",
  "volumes[].configMap.defaultMode": "inert",
  "volumes[].secret.secretName": "modelled",
  "volumes[].secret.items[].key": "modelled",
  "volumes[].secret.items[].path": "modelled",
  "volumes[].secret.optional": "modelled",
  "volumes[].secret.defaultMode": "inert",
  "volumes[].emptyDir": "modelled",
  "volumes[].projected.defaultMode": "inert",
  ...below("volumes[].projected.sources[].configMap", settings),
  ...below("volumes[].projected.sources[].secret", settings),
  ...below("volumes[].projected.sources[].downwardAPI", downwardAPI),
  ...below("volumes[].downwardAPI", downwardAPI),
  "volumes[].downwardAPI.defaultMode": "inert",
  restartPolicy: "modelled",
  terminationGracePeriodSeconds: "modelled",
  nodeName: "modelled",
  nodeSelector: "modelled",
  "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[].matchExpressions":
    "modelled",
  "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[].matchFields": "modelled",
  "affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[].preference.matchFields": "modelled",
  "affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[].weight": "modelled",
  "affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[].preference.matchExpressions": "modelled",
  ...below("affinity.podAffinity", podAffinity),
  ...below("affinity.podAntiAffinity", podAffinity),
  ...below("topologySpreadConstraints[]", spreadConstraint),
  tolerations: "modelled",
  schedulerName: only("inert", "default-scheduler"),
  dnsPolicy: only("inert", "ClusterFirst"),
  enableServiceLinks: "inert",
  ...below("securityContext", security),
  // Volumes that a Pod may write to are open to everybody.
  "securityContext.fsGroup": "inert",
  "securityContext.fsGroupChangePolicy": "inert",
  "securityContext.supplementalGroups": "inert",
  // Where somebody in the Pod would use the names, `pod-rules.ts` says so.
  hostAliases: "inert",
  // The two that every cluster has; nobody is put out for a Pod, which is the same where all of them fit.
  priorityClassName: only("inert", "system-cluster-critical", "system-node-critical"),
  preemptionPolicy: "inert",
  "os.name": only("inert", "linux"),
  hostPID: only("inert", false),
  hostIPC: only("inert", false),
  shareProcessNamespace: only("inert", false),
  serviceAccount: only("inert", "default"),
  automountServiceAccountToken: "inert",
  serviceAccountName: only("inert", "default"),
  hostNetwork: only("inert", false),
};

const template: Supported = {
  "template.metadata.labels": "modelled",
  "template.metadata.annotations": "inert",
  // Pods get names of their own.
  "template.metadata.name": "inert",
  "template.metadata.namespace": "inert",
  ...below("template.spec", podSpec),
};

const replicaSetSpec: Supported = {
  replicas: "modelled",
  selector: "modelled",
  minReadySeconds: "modelled",
  ...template,
};

const deploymentSpec: Supported = {
  ...replicaSetSpec,
  "strategy.type": "modelled",
  "strategy.rollingUpdate.maxSurge": "modelled",
  "strategy.rollingUpdate.maxUnavailable": "modelled",
  progressDeadlineSeconds: "modelled",
  revisionHistoryLimit: "modelled",
  paused: only("inert", false),
};

const serviceSpec: Supported = {
  type: only("modelled", "ClusterIP", "NodePort"),
  selector: "modelled",
  "ports[].name": "modelled",
  "ports[].port": "modelled",
  "ports[].targetPort": "modelled",
  "ports[].nodePort": "modelled",
  "ports[].protocol": only("inert", "TCP"),
  "ports[].appProtocol": "inert",
  clusterIP: only("modelled", "None"),
  publishNotReadyAddresses: "modelled",
  sessionAffinity: only("modelled", "None", "ClientIP"),
  // Nobody waits that long.
  "sessionAffinityConfig.clientIP.timeoutSeconds": {
    support: "inert",
    accepts: (value) => typeof value === "number" && value >= 600,
  },
  internalTrafficPolicy: only("inert", "Cluster"),
  externalTrafficPolicy: only("inert", "Cluster"),
  // The nodes have no zones.
  trafficDistribution: only("inert", "PreferClose", "PreferSameZone"),
  ipFamilyPolicy: only("inert", "SingleStack", "PreferDualStack"),
  ipFamilies: { support: "inert", accepts: (value) => JSON.stringify(value) === '["IPv4"]' },
};

/** The fields of each kind that the simulated cluster knows what to do with; it says so of every other. */
export const modelledFields: Record<KindName, Supported> = {
  "v1/Namespace": common,
  "v1/ConfigMap": { ...common, data: "modelled", binaryData: "inert", immutable: "modelled" },
  "v1/Secret": {
    ...common,
    data: "modelled",
    stringData: "modelled",
    type: only("inert", "Opaque"),
    immutable: "modelled",
  },
  "v1/ServiceAccount": { ...common, automountServiceAccountToken: "inert" },
  "v1/Pod": { ...common, ...below("spec", podSpec) },
  "v1/Service": { ...common, ...below("spec", serviceSpec) },
  "apps/v1/ReplicaSet": { ...common, ...below("spec", replicaSetSpec) },
  "policy/v1/PodDisruptionBudget": {
    ...common,
    "spec.selector": "modelled",
    "spec.minAvailable": "modelled",
    "spec.maxUnavailable": "modelled",
    "spec.unhealthyPodEvictionPolicy": "modelled",
  },
  "apps/v1/Deployment": { ...common, ...below("spec", deploymentSpec) },
};

/** More than 32 MiB. */
function fitsStandIns(limit: Json): boolean {
  return (typeof limit === "string" || typeof limit === "number") && (quantityValue(limit) ?? 0) >= 32 * 2 ** 20;
}

function below(path: string, fields: Supported): Supported {
  return Object.fromEntries(Object.entries(fields).map(([field, support]) => [`${path}.${field}`, support]));
}
