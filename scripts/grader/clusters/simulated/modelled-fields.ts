import type { Json, KindName } from "#core/kubernetes-object.ts";
import { quantityValue } from "#core/kubernetes/rules/quantity.ts";

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
  "httpGet.path": "modelled",
  "httpGet.port": "modelled",
  "httpGet.scheme": only("inert", "HTTP"),
  "httpGet.httpHeaders": "inert",
  "tcpSocket.port": "modelled",
  initialDelaySeconds: "modelled",
  periodSeconds: "modelled",
  // Every stand-in answers at once or not at all.
  timeoutSeconds: "inert",
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
  // No stand-in reads its environment.
  "env[].name": "inert",
  "env[].value": "inert",
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

const podSpec: Supported = {
  ...below("containers[]", container),
  restartPolicy: "modelled",
  terminationGracePeriodSeconds: "modelled",
  nodeName: "modelled",
  nodeSelector: "modelled",
  "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[].matchExpressions":
    "modelled",
  tolerations: "modelled",
  schedulerName: only("inert", "default-scheduler"),
  dnsPolicy: only("inert", "ClusterFirst"),
  enableServiceLinks: "inert",
  automountServiceAccountToken: "inert",
  serviceAccountName: only("inert", "default"),
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
  sessionAffinity: only("inert", "None"),
  internalTrafficPolicy: only("inert", "Cluster"),
  ipFamilyPolicy: only("inert", "SingleStack"),
};

/** The fields of each kind that the simulated cluster knows what to do with; it says so of every other. */
export const modelledFields: Record<KindName, Supported> = {
  "v1/Namespace": common,
  "v1/ConfigMap": { ...common, data: "inert", binaryData: "inert", immutable: only("inert", false) },
  "v1/Pod": { ...common, ...below("spec", podSpec) },
  "v1/Service": { ...common, ...below("spec", serviceSpec) },
  "apps/v1/ReplicaSet": { ...common, ...below("spec", replicaSetSpec) },
  "apps/v1/Deployment": { ...common, ...below("spec", deploymentSpec) },
};

/** More than 32 MiB. */
function fitsStandIns(limit: Json): boolean {
  return (typeof limit === "string" || typeof limit === "number") && (quantityValue(limit) ?? 0) >= 32 * 2 ** 20;
}

function below(path: string, fields: Supported): Supported {
  return Object.fromEntries(Object.entries(fields).map(([field, support]) => [`${path}.${field}`, support]));
}
