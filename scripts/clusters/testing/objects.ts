import type { ObjectQuery } from "#core/cluster.ts";
import type { Json, JsonMap } from "#core/json.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";

/** One container named `web`; nginx on port 80, called `http`, unless `fields` say something else. */
function container(fields: JsonMap): Json {
  return { name: "web", image: "nginx:1.29", ports: [{ name: "http", containerPort: 80 }], ...fields };
}

/** A container's fields: Kubernetes' test server on port 8080, called `http`, which answers /hostname with its Pod's name. */
export const agnhost: JsonMap = {
  image: "registry.k8s.io/e2e-test-images/agnhost:2.63.0",
  args: ["netexec", "--http-port=8080"],
  ports: [{ name: "http", containerPort: 8080 }],
  readinessProbe: { httpGet: { path: "/healthz", port: "http" }, periodSeconds: 1 },
};

/** A Pod with one container, the label `app: <name>`, and no grace when it is deleted. */
export function pod(namespace: string, name: string, fields: { container?: JsonMap; spec?: JsonMap } = {}) {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace, labels: { app: name } },
    spec: { terminationGracePeriodSeconds: 1, containers: [container(fields.container ?? {})], ...fields.spec },
  } satisfies KubernetesObject;
}

/** A Deployment whose Pods have the label `app: <name>`. */
export function deployment(
  namespace: string,
  name: string,
  fields: { replicas?: number; labels?: Record<string, string>; container?: JsonMap; spec?: JsonMap } = {},
) {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace },
    spec: {
      replicas: fields.replicas ?? 1,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: fields.labels ?? { app: name } },
        spec: { terminationGracePeriodSeconds: 1, containers: [container(fields.container ?? {})], ...fields.spec },
      },
    },
  } satisfies KubernetesObject;
}

/** A Service on port 80 for the Pods with the label `app: <app>`. */
export function service(namespace: string, name: string, app: string, targetPort: number | string) {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace },
    spec: { selector: { app }, ports: [{ port: 80, targetPort }] },
  } satisfies KubernetesObject;
}

/** The smallest object that nothing reacts to. */
export function configMap(namespace: string, name: string, labels: Record<string, string> = {}) {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name, namespace, labels },
    data: { color: "blue" },
  } satisfies KubernetesObject;
}

/** The query for the Pods of a namespace, or for those with the label `app: <app>`. */
export function pods(namespace: string, app?: string): ObjectQuery {
  return { apiVersion: "v1", kind: "Pod", namespace, ...(app === undefined ? {} : { labels: { app } }) };
}

/** The value at that path, `field(pod, "status", "phase")`; undefined where a step is not there. */
export function field(value: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>((inner, step) => (inner instanceof Object ? Reflect.get(inner, step) : undefined), value);
}

/** The object's condition of that type; undefined where it has none. */
export function condition(object: KubernetesObject, type: string): unknown {
  const conditions = field(object, "status", "conditions");
  return Array.isArray(conditions) ? conditions.find((one) => field(one, "type") === type) : undefined;
}

/** `True`, `False` or `Unknown`; undefined where the object has no such condition. */
export function conditionStatus(object: KubernetesObject, type: string): unknown {
  return field(condition(object, type), "status");
}
