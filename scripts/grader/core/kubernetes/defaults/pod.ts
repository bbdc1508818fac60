import { parseImageReference } from "#core/kubernetes/image-reference.ts";
import { type Fields, ensureFields, fieldsList, fillIn } from "./fields.ts";

/**
 * Fills in what the API server fills into a Pod's spec or a Pod template's spec
 * (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/).
 */
export function defaultPodSpec(spec: Fields): void {
  fillIn(spec, {
    dnsPolicy: "ClusterFirst",
    restartPolicy: "Always",
    schedulerName: "default-scheduler",
    securityContext: {},
    terminationGracePeriodSeconds: 30,
  });
  for (const container of [...fieldsList(spec["initContainers"]), ...fieldsList(spec["containers"])]) {
    defaultContainer(container);
  }
  for (const volume of fieldsList(spec["volumes"])) defaultVolume(volume);
}

function defaultVolume(volume: Fields): void {
  for (const name of ["configMap", "secret", "projected", "downwardAPI"]) {
    if (volume[name]) fillIn(volume[name] as Fields, { defaultMode: 420 });
  }
}

/** The priorities that every cluster has. */
const priorities: Record<string, number> = {
  "system-cluster-critical": 2_000_000_000,
  "system-node-critical": 2_000_001_000,
};

/**
 * What the API server adds to a Pod, but not to a template: requests where there are only limits, the default
 * ServiceAccount and priority, and five minutes of patience with a lost node (DefaultTolerationSeconds). The
 * ServiceAccount's volume is left out.
 */
export function admitPodSpec(spec: Fields): void {
  for (const container of [...fieldsList(spec["initContainers"]), ...fieldsList(spec["containers"])]) {
    defaultRequests(ensureFields(container, "resources"));
  }
  fillIn(spec, {
    enableServiceLinks: true,
    preemptionPolicy: "PreemptLowerPriority",
    priority: priorities[spec["priorityClassName"] as string] ?? 0,
    serviceAccount: "default",
    serviceAccountName: "default",
  });
  const tolerations = fieldsList(spec["tolerations"]);
  for (const key of ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"]) {
    const tolerated = tolerations.some(
      (one) => (!one["key"] || one["key"] === key) && (!one["effect"] || one["effect"] === "NoExecute"),
    );
    if (!tolerated) tolerations.push({ key, operator: "Exists", effect: "NoExecute", tolerationSeconds: 300 });
  }
  spec["tolerations"] = tolerations as Fields[string];
}

function defaultContainer(container: Fields): void {
  fillIn(container, {
    imagePullPolicy: parseImageReference(container["image"] as string).tag === "latest" ? "Always" : "IfNotPresent",
    resources: {},
    terminationMessagePath: "/dev/termination-log",
    terminationMessagePolicy: "File",
  });
  for (const { valueFrom } of fieldsList(container["env"])) {
    const { fieldRef } = (valueFrom ?? {}) as { fieldRef?: Fields };
    if (fieldRef) fillIn(fieldRef, { apiVersion: "v1" });
  }
  for (const port of fieldsList(container["ports"])) fillIn(port, { protocol: "TCP" });
  for (const name of ["livenessProbe", "readinessProbe", "startupProbe"]) {
    const probe = container[name] as Fields | undefined;
    if (probe) defaultProbe(probe);
  }
  for (const name of ["preStop", "postStart"]) {
    const hook = ((container["lifecycle"] ?? {}) as Fields)[name] as Fields | undefined;
    if (hook?.["httpGet"]) fillIn(hook["httpGet"] as Fields, httpDefaults);
  }
}

const httpDefaults = { path: "/", scheme: "HTTP" };

const probeDefaults = { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 };

/** A limit without a request is a request as well. */
function defaultRequests(resources: Fields): void {
  if (resources["limits"]) fillIn(ensureFields(resources, "requests"), resources["limits"] as Fields);
}

/** A 0 is the same as nothing. */
function defaultProbe(probe: Fields): void {
  for (const [field, value] of Object.entries(probeDefaults)) probe[field] ||= value;
  if (probe["httpGet"]) fillIn(probe["httpGet"] as Fields, httpDefaults);
  if (probe["grpc"]) fillIn(probe["grpc"] as Fields, { service: "" });
}
