import { type KubernetesObject, kindName } from "#core/kubernetes/object.ts";
import { type Fields, ensureFields, fieldsList, fillIn } from "./fields.ts";
import { admitPodSpec, defaultPodSpec } from "./pod.ts";
import { qosClass } from "./quality-of-service.ts";

/** Fills in what the API server fills in before it stores an object, in place. */
export function fillInDefaults(object: KubernetesObject): void {
  const fields = object as Fields & KubernetesObject;
  switch (kindName(object)) {
    case "v1/Namespace":
      object.metadata.labels = { ...object.metadata.labels, "kubernetes.io/metadata.name": object.metadata.name };
      return;
    case "v1/Pod":
      return defaultPod(fields);
    case "v1/Secret":
      return defaultSecret(fields);
    case "v1/Service":
      return defaultService(fields);
    case "apps/v1/ReplicaSet":
      return defaultReplicaSetSpec(ensureFields(fields, "spec"));
    case "apps/v1/Deployment":
      return defaultDeploymentSpec(ensureFields(fields, "spec"));
  }
}

function defaultPod(pod: Fields): void {
  const spec = ensureFields(pod, "spec");
  defaultPodSpec(spec);
  admitPodSpec(spec);
  fillIn(pod, { status: { phase: "Pending", qosClass: qosClass(spec) } });
}

/** What is written as plain text becomes data. */
function defaultSecret(secret: Fields): void {
  fillIn(secret, { type: "Opaque" });
  const texts = Object.entries((secret["stringData"] ?? {}) as Record<string, string>);
  if (texts.length > 0) {
    Object.assign(ensureFields(secret, "data"), Object.fromEntries(texts.map(([key, text]) => [key, toBase64(text)])));
  }
  delete secret["stringData"];
}

/** `btoa` knows only Latin-1. */
function toBase64(text: string): string {
  return btoa(String.fromCodePoint(...new TextEncoder().encode(text)));
}

function defaultService(service: Fields): void {
  const spec = ensureFields(service, "spec");
  fillIn(spec, {
    internalTrafficPolicy: "Cluster",
    ipFamilies: ["IPv4"],
    ipFamilyPolicy: "SingleStack",
    sessionAffinity: "None",
    type: "ClusterIP",
  });
  for (const port of fieldsList(spec["ports"])) fillIn(port, { protocol: "TCP", targetPort: port["port"] });
  fillIn(service, { status: { loadBalancer: {} } });
}

function defaultReplicaSetSpec(spec: Fields): void {
  fillIn(spec, { replicas: 1 });
  defaultPodSpec(ensureFields(ensureFields(spec, "template"), "spec"));
}

function defaultDeploymentSpec(spec: Fields): void {
  defaultReplicaSetSpec(spec);
  fillIn(spec, { progressDeadlineSeconds: 600, revisionHistoryLimit: 10 });
  const strategy = ensureFields(spec, "strategy");
  fillIn(strategy, { type: "RollingUpdate" });
  if (strategy["type"] !== "RollingUpdate") return;
  fillIn(ensureFields(strategy, "rollingUpdate"), { maxSurge: "25%", maxUnavailable: "25%" });
}
