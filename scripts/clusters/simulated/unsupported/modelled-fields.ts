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
  "httpGet.scheme": only("inert", "HTTP"),
  "httpGet.httpHeaders": "inert",
  "tcpSocket.port": "modelled",
  initialDelaySeconds: "modelled",
  periodSeconds: "modelled",
  timeoutSeconds: "modelled",
  successThreshold: only("inert", 1),
  failureThreshold: "modelled",
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
  "env[].valueFrom.fieldRef.fieldPath": only(
    "modelled",
    "metadata.name",
    "metadata.namespace",
    "spec.nodeName",
    "status.podIP",
  ),
  "envFrom[].prefix": "modelled",
  "envFrom[].configMapRef": "modelled",
  "envFrom[].secretRef": "modelled",
  // Where a stand-in would read what is mounted, `pod-rules.ts` decides.
  "volumeMounts[].name": "modelled",
  "volumeMounts[].mountPath": "modelled",
  "volumeMounts[].subPath": "modelled",
  "volumeMounts[].readOnly": "modelled",
  "lifecycle.preStop.sleep.seconds": "modelled",
  "lifecycle.preStop.exec.command": "modelled",
  "resources.requests.*": "modelled",
  "resources.limits.cpu": "modelled",
  // A limit that the real program would not fit into ends it; the largest stand-in needs less than this.
  "resources.limits.memory": { support: "modelled", accepts: fitsStandIns },
  ...below("livenessProbe", probe),
  ...below("readinessProbe", { ...probe, successThreshold: "modelled" }),
  ...below("startupProbe", probe),
  terminationMessagePath: "inert",
  terminationMessagePolicy: "inert",
};

const podAffinityTerm: Supported = { labelSelector: "modelled", topologyKey: "modelled" };

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
  nodeAffinityPolicy: only("inert", "Honor"),
};

const podSpec: Supported = {
  ...below("containers[]", container),
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
  restartPolicy: "modelled",
  terminationGracePeriodSeconds: "modelled",
  nodeName: "modelled",
  nodeSelector: "modelled",
  "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[].matchExpressions":
    "modelled",
  "affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[].weight": "modelled",
  "affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[].preference.matchExpressions": "modelled",
  ...below("affinity.podAffinity", podAffinity),
  ...below("affinity.podAntiAffinity", podAffinity),
  ...below("topologySpreadConstraints[]", spreadConstraint),
  tolerations: "modelled",
  schedulerName: only("inert", "default-scheduler"),
  dnsPolicy: only("inert", "ClusterFirst"),
  enableServiceLinks: "inert",
  automountServiceAccountToken: "modelled",
  serviceAccountName: "modelled",
  serviceAccount: "modelled",
  hostNetwork: only("inert", false),
};

const template: Supported = {
  "template.metadata.labels": "modelled",
  "template.metadata.annotations": "inert",
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
  sessionAffinity: only("inert", "None"),
  internalTrafficPolicy: only("inert", "Cluster"),
  ipFamilyPolicy: only("inert", "SingleStack"),
};

/** The fields of each kind that the simulated cluster knows what to do with; it says so of every other. */
export const modelledFields: Record<KindName, Supported> = {
  "v1/Namespace": common,
  "v1/ConfigMap": { ...common, data: "modelled", binaryData: "inert", immutable: only("inert", false) },
  "v1/Secret": {
    ...common,
    data: "modelled",
    stringData: "modelled",
    type: only("inert", "Opaque"),
    immutable: only("inert", false),
  },
  "v1/ServiceAccount": { ...common, automountServiceAccountToken: "modelled" },
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
  "rbac.authorization.k8s.io/v1/Role": { ...common, rules: "modelled" },
  "rbac.authorization.k8s.io/v1/RoleBinding": { ...common, roleRef: "modelled", subjects: "modelled" },
};

/** More than 32 MiB. */
function fitsStandIns(limit: Json): boolean {
  return (typeof limit === "string" || typeof limit === "number") && (quantityValue(limit) ?? 0) >= 32 * 2 ** 20;
}

function below(path: string, fields: Supported): Supported {
  return Object.fromEntries(Object.entries(fields).map(([field, support]) => [`${path}.${field}`, support]));
}
