import "#simulator/webernetes/node-resolver.ts";
import { describe, expect, it } from "vitest";
import type { Json } from "#core/json.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";

const { unsupportedFields } = await import("./fields.ts");

const nodeNames = ["checkride-control-plane", "checkride-worker"];

function object(apiVersion: string, kind: string, spec: Json): KubernetesObject {
  return { apiVersion, kind, metadata: { name: "web", labels: { "a.b/c": "d" }, annotations: { e: "f" } }, spec };
}

function pod(container: Record<string, Json>, spec: Record<string, Json> = {}): KubernetesObject {
  return object("v1", "Pod", { containers: [{ name: "c", image: "nginx:1.29", ...container }], ...spec });
}

const paths = (one: KubernetesObject) => unsupportedFields([one], nodeNames).map(({ path }) => path);

describe("unsupported", () => {
  it("is nothing in what the simulated cluster models", () => {
    const template = {
      metadata: { labels: { app: "web" }, annotations: { g: "h" } },
      spec: {
        containers: [
          {
            name: "c",
            image: "nginx:1.29",
            ports: [{ name: "http", containerPort: 80, protocol: "TCP" }],
            env: [{ name: "A", value: "b" }],
            resources: { requests: { cpu: "100m", memory: "64Mi" }, limits: { memory: "128Mi" } },
            readinessProbe: { httpGet: { path: "/", port: "http" }, periodSeconds: 1 },
          },
        ],
        nodeSelector: { "kubernetes.io/os": "linux" },
        tolerations: [{ operator: "Exists" }],
        securityContext: {},
        volumes: [],
      },
    };
    const selector = { matchLabels: { app: "web" } };
    const strategy = { rollingUpdate: { maxSurge: 1, maxUnavailable: "25%" } };
    const spec = { replicas: 3, paused: false, selector, strategy, template, minReadySeconds: 5 };
    const ports = [{ name: "http", port: 80, targetPort: "http", protocol: "TCP" }];
    expect(
      unsupportedFields(
        [
          { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } },
          { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" }, data: { a: "b" } },
          object("apps/v1", "Deployment", spec),
          object("v1", "Service", { type: "ClusterIP", selector: { app: "web" }, ports, sessionAffinity: "None" }),
        ],
        nodeNames,
      ),
    ).toEqual([]);
  });

  it("is a whole kind that the simulated cluster does not know", () => {
    expect(unsupportedFields([object("batch/v1", "Job", {}), object("apps/v1", "StatefulSet", {})], nodeNames)).toEqual(
      [
        { kind: "batch/v1/Job", path: "" },
        { kind: "apps/v1/StatefulSet", path: "" },
      ],
    );
  });

  it("is named at the highest field, with its place in a list", () => {
    expect(
      paths(
        object("apps/v1", "Deployment", {
          paused: true,
          template: {
            spec: {
              shareProcessNamespace: true,
              initContainers: [{ name: "i", image: "busybox:1.37", command: ["cat", "/etc/os-release"] }],
              volumes: [{ name: "v", hostPath: { path: "/" } }],
              containers: [
                { name: "a", image: "nginx:1.29" },
                {
                  name: "b",
                  image: "nginx:1.29",
                  securityContext: { privileged: true, capabilities: { drop: ["ALL"] } },
                  lifecycle: {
                    preStop: { httpGet: { port: 80, scheme: "HTTPS" } },
                    postStart: { tcpSocket: { port: 80 } },
                  },
                  env: [{ name: "A", valueFrom: { resourceFieldRef: { resource: "limits.cpu" } } }],
                  livenessProbe: { exec: { command: ["nc", "-z", "localhost"] }, tcpSocket: { port: 1, host: "db" } },
                  volumeMounts: [{ name: "v", mountPath: "/etc/nginx/conf.d" }],
                },
              ],
              hostname: "db",
              affinity: {
                podAntiAffinity: {
                  requiredDuringSchedulingIgnoredDuringExecution: [
                    { topologyKey: "x", namespaceSelector: { matchLabels: { a: "b" } } },
                  ],
                },
              },
              schedulerName: "mine",
            },
          },
        }),
      ),
    ).toMatchInlineSnapshot(`
      [
        "spec.paused",
        "spec.template.spec.shareProcessNamespace",
        "spec.template.spec.volumes[0].hostPath",
        "spec.template.spec.containers[1].securityContext.privileged",
        "spec.template.spec.containers[1].lifecycle.preStop.httpGet.scheme",
        "spec.template.spec.containers[1].lifecycle.postStart.tcpSocket",
        "spec.template.spec.containers[1].livenessProbe.tcpSocket.host",
        "spec.template.spec.hostname",
        "spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].namespaceSelector",
        "spec.template.spec.schedulerName",
        "spec.template.spec.initContainers[0].command",
        "spec.template.spec.containers[1].livenessProbe.exec.command",
        "spec.template.spec.containers[1].securityContext.capabilities",
        "spec.template.spec.containers[1].volumeMounts[0].mountPath",
        "spec.template.spec.containers[1].env[0].valueFrom.resourceFieldRef",
      ]
    `);
  });

  it.each<[string, Json, string[]]>([
    ["an address of one's own", { clusterIP: "10.96.7.7", ports: [{ port: 80 }] }, ["spec.clusterIP"]],
    ["a LoadBalancer", { type: "LoadBalancer", ports: [{ port: 80 }] }, ["spec.type"]],
    [
      "traffic that stays on its node",
      { internalTrafficPolicy: "Local", ports: [{ port: 80 }] },
      ["spec.internalTrafficPolicy"],
    ],
    ["UDP", { ports: [{ port: 53, protocol: "UDP" }] }, ["spec.ports[0].protocol"]],
  ])("is %s", (_, spec, expected) => {
    expect(paths(object("v1", "Service", spec))).toEqual(expected);
  });

  it.each<[string, KubernetesObject, string[]]>([
    ["an image that may exist", pod({ image: "redis:8" }), ["spec.containers[0].image"]],
    ["nothing in an image that surely does not", pod({ image: "nginx:1.92" }), []],
    ["nothing in the command of an image that is never pulled", pod({ image: "nginx:1.92", command: ["x"] }), []],
    ["a command", pod({ command: ["nginx", "-T"] }), ["spec.containers[0].command"]],
    ["arguments", pod({ args: ["x"] }), ["spec.containers[0].args"]],
    ["nothing in a command that is modelled", pod({ image: "busybox:1.37", command: ["sleep", "60"] }), []],
    ["nothing in empty lists", pod({ command: [], args: [] }), []],
    [
      "nothing in a node that is there and has the label",
      pod({}, { nodeName: "checkride-worker", nodeSelector: { "kubernetes.io/os": "linux" } }),
      [],
    ],
    [
      "a command that reads a file of which the stand-in knows nothing",
      pod({ readinessProbe: { exec: { command: ["cat", "/etc/passwd"] } } }),
      ["spec.containers[0].readinessProbe.exec.command"],
    ],
    [
      "nothing in a command that reads what another one writes",
      pod({
        image: "busybox:1.37",
        command: ["sh", "-c", "touch /run/ready; sleep 60"],
        readinessProbe: { exec: { command: ["test", "-f", "/run/ready"] } },
      }),
      [],
    ],
    [
      "what is written where nothing may be written",
      pod({
        image: "busybox:1.37",
        command: ["sh", "-c", "touch /tmp/ready; sleep 60"],
        securityContext: { readOnlyRootFilesystem: true },
      }),
      ["spec.containers[0].securityContext.readOnlyRootFilesystem"],
    ],
    [
      "nginx without root, where volumes stand in for its folders",
      pod(
        { securityContext: { runAsUser: 101 }, volumeMounts: [{ name: "a", mountPath: "/var/cache/nginx" }] },
        { volumes: [{ name: "a", emptyDir: {} }] },
      ),
      ["spec.containers[0].securityContext.runAsUser"],
    ],
    [
      "an amount of the node",
      pod({ env: [{ name: "A", valueFrom: { resourceFieldRef: { resource: "limits.cpu" } } }] }),
      ["spec.containers[0].env[0].valueFrom.resourceFieldRef"],
    ],
    [
      "nothing in an amount of its own",
      pod({
        resources: { limits: { cpu: "1" } },
        env: [{ name: "A", valueFrom: { resourceFieldRef: { resource: "limits.cpu" } } }],
      }),
      [],
    ],
    [
      "a name of its own that it asks for",
      pod(
        { readinessProbe: { exec: { command: ["curl", "-s", "http://db/"] } } },
        { hostAliases: [{ ip: "10.0.0.1", hostnames: ["db"] }] },
      ),
      ["spec.hostAliases"],
    ],
    ["an image that must be there already", pod({ imagePullPolicy: "Never" }), ["spec.containers[0].imagePullPolicy"]],
    [
      "a memory limit that nothing fits into",
      pod({ resources: { limits: { memory: "4Mi" } } }),
      ["spec.containers[0].resources.limits.memory"],
    ],
    ["a node that is not there", pod({}, { nodeName: "ghost" }), ["spec.nodeName"]],
    ["nothing in a node that is there", pod({}, { nodeName: "checkride-worker" }), []],
    [
      "what the kubelet would refuse",
      pod({ resources: { requests: { cpu: "1" } } }, { nodeName: "checkride-worker", nodeSelector: { a: "b" } }),
      ["spec.nodeSelector", "spec.containers[0].resources"],
    ],
  ])("is %s", (_, one, expected) => {
    expect(paths(one)).toEqual(expected);
  });
});

it.each([
  ["misspelt", "ngnix:1.29", "nginx:1.29"],
  ["another tag", "nginx:latest", "nginx:1.29"],
  ["misspelt, with a tag that is there", "nignx:1.30", "nginx:1.30"],
  ["without its registry", "agnhost:2.63.0", "registry.k8s.io/e2e-test-images/agnhost:2.63.0"],
  ["unlike all of ours", "redis:8", undefined],
])("what was probably meant by an image that is not modelled: %s", (_, image, suggestion) => {
  expect(unsupportedFields([pod({ image })], nodeNames)).toEqual([
    { kind: "v1/Pod", path: "spec.containers[0].image", ...(suggestion !== undefined && { suggestion }) },
  ]);
});
