import { describe, expect, it } from "vitest";
import type { Json } from "#core/json.ts";
import { fillInDefaults } from "#core/kubernetes/defaults/defaults.ts";
import { qosClass } from "#core/kubernetes/defaults/quality-of-service.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { nextGeneration } from "./generation.ts";
import { invalidity } from "./validation.ts";

function object(apiVersion: string, kind: string, spec: Json, name = "web"): KubernetesObject {
  return { apiVersion, kind, metadata: { name, namespace: "default" }, spec };
}

const container = { name: "c", image: "nginx:1.29" };

/** The object with what the API server fills in. */
function filled(one: KubernetesObject): KubernetesObject {
  const copy = structuredClone(one);
  fillInDefaults(copy);
  return copy;
}

describe("defaults", () => {
  it("fill a Pod as v1.36.3 does, but for the ServiceAccount's volume", () => {
    const probe = { httpGet: { port: 80 } };
    const spec = { containers: [{ ...container, ports: [{ containerPort: 80 }], readinessProbe: probe }] };
    expect(filled(object("v1", "Pod", spec))).toMatchInlineSnapshot(`
      {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {
          "name": "web",
          "namespace": "default",
        },
        "spec": {
          "containers": [
            {
              "image": "nginx:1.29",
              "imagePullPolicy": "IfNotPresent",
              "name": "c",
              "ports": [
                {
                  "containerPort": 80,
                  "protocol": "TCP",
                },
              ],
              "readinessProbe": {
                "failureThreshold": 3,
                "httpGet": {
                  "path": "/",
                  "port": 80,
                  "scheme": "HTTP",
                },
                "periodSeconds": 10,
                "successThreshold": 1,
                "timeoutSeconds": 1,
              },
              "resources": {},
              "terminationMessagePath": "/dev/termination-log",
              "terminationMessagePolicy": "File",
            },
          ],
          "dnsPolicy": "ClusterFirst",
          "enableServiceLinks": true,
          "preemptionPolicy": "PreemptLowerPriority",
          "priority": 0,
          "restartPolicy": "Always",
          "schedulerName": "default-scheduler",
          "securityContext": {},
          "serviceAccount": "default",
          "serviceAccountName": "default",
          "terminationGracePeriodSeconds": 30,
          "tolerations": [
            {
              "effect": "NoExecute",
              "key": "node.kubernetes.io/not-ready",
              "operator": "Exists",
              "tolerationSeconds": 300,
            },
            {
              "effect": "NoExecute",
              "key": "node.kubernetes.io/unreachable",
              "operator": "Exists",
              "tolerationSeconds": 300,
            },
          ],
        },
        "status": {
          "phase": "Pending",
          "qosClass": "BestEffort",
        },
      }
    `);
  });

  it("leave what is there, and change nothing the second time", () => {
    const spec = {
      containers: [{ ...container, image: "nginx", resources: { limits: { cpu: "1" } } }],
      restartPolicy: "Never",
      tolerations: [{ operator: "Exists" }],
    };
    const once = filled(object("v1", "Pod", spec));
    expect(once.spec).toMatchObject({
      containers: [{ imagePullPolicy: "Always", resources: { limits: { cpu: "1" }, requests: { cpu: "1" } } }],
      restartPolicy: "Never",
      tolerations: [{ operator: "Exists" }],
    });
    expect(filled(once)).toEqual(once);
  });

  it("fill a template, but not with what is admitted to a Pod", () => {
    const spec = { template: { spec: { containers: [container] } } };
    const { spec: found } = filled(object("apps/v1", "Deployment", spec));
    expect(found).toMatchObject({ template: { spec: { restartPolicy: "Always" } } });
    expect(found).not.toHaveProperty("template.spec.tolerations");
    expect(found).not.toHaveProperty("template.spec.serviceAccountName");
  });

  it("label a namespace with its name", () => {
    const { metadata } = filled({
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: "shop", labels: { a: "b" } },
    });
    expect(metadata.labels).toEqual({ a: "b", "kubernetes.io/metadata.name": "shop" });
  });
});

describe("the generation", () => {
  const stored = (spec: Json, fields: object = {}): KubernetesObject => {
    const one = object("apps/v1", "Deployment", spec);
    return { ...one, metadata: { ...one.metadata, generation: 4, ...fields } };
  };

  it("begins with 1", () => {
    expect(nextGeneration(object("apps/v1", "Deployment", { replicas: 1 }))).toBe(1);
  });

  it("goes up with the spec and with the wish to delete, not with anything else", () => {
    const before = stored({ replicas: 1, paused: false });
    expect(nextGeneration(stored({ replicas: 2, paused: false }), before)).toBe(5);
    expect(nextGeneration(stored(before.spec!, { deletionTimestamp: "2026-01-01T00:00:00Z" }), before)).toBe(5);
    expect(nextGeneration({ ...stored({ paused: false, replicas: 1 }), status: { replicas: 1 } }, before)).toBe(4);
    expect(nextGeneration(stored(before.spec!, { labels: { a: "b" } }), before)).toBe(4);
  });

  it("stays when a Pod gets its node", () => {
    const pod = object("v1", "Pod", { containers: [] });
    const before = { ...pod, metadata: { ...pod.metadata, generation: 1 } };
    expect(nextGeneration({ ...pod, spec: { containers: [], nodeName: "worker" } }, before)).toBe(1);
  });

  it("is none for a Service", () => {
    expect(nextGeneration(object("v1", "Service", {}))).toBeUndefined();
  });
});

describe("the quality of service", () => {
  const whole = { cpu: "1", memory: "1Gi" };
  it.each<[string, object[]]>([
    ["BestEffort", [{}]],
    ["Burstable", [{ requests: { cpu: "1" } }]],
    ["Burstable", [{ limits: whole, requests: { cpu: "500m", memory: "1Gi" } }]],
    ["Burstable", [{ limits: whole, requests: whole }, {}]],
    ["Guaranteed", [{ limits: whole, requests: whole }]],
  ])("is %s for %j", (expected, resources) => {
    expect(qosClass({ containers: resources.map((one) => ({ resources: one })) as Json })).toBe(expected);
  });
});

describe("what the API server refuses", () => {
  const ports = [{ port: 80 }];
  it("is said in its words", () => {
    const bad = [
      object("v1", "ConfigMap", {}, "Not_A"),
      { apiVersion: "v1", kind: "Namespace", metadata: { name: "Bad_NS" } },
      object("v1", "Service", { ports }, "a.b"),
      object("v1", "Service", { selector: { a: "b" } }),
      object("v1", "Service", { ports: [{ port: 80, nodePort: 30_080 }] }),
      object("v1", "Service", { type: "NodePort", ports: [{ port: 80, nodePort: 80 }] }),
      object("apps/v1", "Deployment", {}, "-"),
    ];
    expect(bad.map(invalidity)).toMatchInlineSnapshot(`
      [
        "ConfigMap "Not_A" is invalid: metadata.name: Invalid value: "Not_A": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
        "Namespace "Bad_NS" is invalid: metadata.name: Invalid value: "Bad_NS": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
        "Service "a.b" is invalid: metadata.name: Invalid value: "a.b": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
        "Service "web" is invalid: spec.ports: Required value",
        "Service "web" is invalid: spec.ports[0].nodePort: Forbidden: may not be used when \`type\` is 'ClusterIP'",
        "Service "web" is invalid: spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767",
        "Deployment.apps "-" is invalid: metadata.name: Invalid value: "-": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      ]
    `);
  });

  it("has nothing to say about a name that is too long but its length", () => {
    const message = invalidity(object("v1", "Service", { ports }, "x".repeat(64)));
    expect(message).toBe(
      `Service "${"x".repeat(64)}" is invalid: metadata.name: Invalid value: "${"x".repeat(64)}": must be no more than 63 bytes`,
    );
  });

  it.each([
    object("v1", "ConfigMap", {}, "a.b-c.1"),
    object("v1", "Service", { ports }, "1web"),
    object("v1", "Service", { type: "NodePort", ports: [{ port: 80, nodePort: 30_080 }] }),
  ])("not $kind $metadata.name", (one) => {
    expect(invalidity(one)).toBeUndefined();
  });
});
