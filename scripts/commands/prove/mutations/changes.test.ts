import { describe, expect, it } from "vitest";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { pathText } from "#core/path.ts";
import { readYaml } from "#core/yaml/documents.ts";
import { additionMutations } from "./additions.ts";
import { HARMLESS_CHANGES } from "./harmless.ts";
import type { Mutation } from "./mutation.ts";
import { weakeningMutations } from "./weakenings.ts";

const read = (text: string) => readYaml("web.yaml", text).documents[0]!.value as unknown as KubernetesObject;
const words = (mutations: Mutation[]) => mutations.map(({ path, change }) => `${pathText(path)}: ${change}`);

const role = read(`apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader }
rules: [{ apiGroups: [""], resources: [pods], verbs: [get] }]
`);
const binding = read(`apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: reader }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader }
subjects: [{ kind: ServiceAccount, name: web }]
`);
const pod = read(`apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  nodeSelector: { disk: fast }
  affinity:
    podAntiAffinity:
      requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: kubernetes.io/hostname }]
  containers:
    - name: nginx
      image: nginx:1.29
      resources: { requests: { cpu: 100m, memory: 64Mi } }
      readinessProbe: { periodSeconds: 2, httpGet: { path: /, port: 80 } }
      volumeMounts: [{ name: page, mountPath: /page }]
  volumes: [{ name: page, configMap: { name: page } }]
`);
const service = read(`apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
`);

describe("additions", () => {
  it("widen each rule, and add rules and subjects", () => {
    expect(words([...additionMutations(role), ...additionMutations(binding)])).toMatchInlineSnapshot(`
      [
        "rules[0].verbs[1]: added "*"",
        "rules[0].resources[1]: added "*"",
        "rules[0].apiGroups[1]: added "*"",
        "rules[1]: added {"apiGroups":[""],"resources":["secrets"],"resourceNames":["one"],"verbs":["get"]}",
        "rules[1]: added {"apiGroups":[""],"resources":["serviceaccounts/token"],"verbs":["create"]}",
        "subjects[1]: added {"apiGroup":"rbac.authorization.k8s.io","kind":"Group","name":"system:serviceaccounts"}",
        "subjects[1]: added {"kind":"ServiceAccount","name":"default"}",
      ]
    `);
    expect(additionMutations(role)[0]!.object["rules"]).toEqual([
      { apiGroups: [""], resources: ["pods"], verbs: ["get", "*"] },
    ]);
  });

  it("let Pods onto every node, make them privileged, and send requests to those that are not Ready", () => {
    expect(words([...additionMutations(pod), ...additionMutations(service)])).toMatchInlineSnapshot(`
      [
        "spec.tolerations[0]: added {"operator":"Exists"}",
        "spec.initContainers[0]: added {"name":"added","image":"nginx:1.29","securityContext":{"privileged":true}}",
        "spec.containers[1]: added {"name":"added","image":"nginx:1.29","securityContext":{"privileged":true}}",
        "spec.publishNotReadyAddresses: added true",
      ]
    `);
  });
});

describe("weakenings", () => {
  it("make a wish of each rule, a formality of each probe, and empty each volume", () => {
    expect(words(weakeningMutations(pod))).toMatchInlineSnapshot(`
      [
        "spec.nodeSelector: weakened: a preference",
        "spec.affinity.podAntiAffinity: weakened: preferred",
        "spec.containers[0].readinessProbe: weakened: always succeeds",
        "spec.containers[0].readinessProbe: weakened: only connects",
        "spec.containers[0].readinessProbe: weakened: fails after 20 seconds",
        "spec.volumes[0]: weakened: emptyDir",
      ]
    `);
    expect(weakeningMutations(service)).toEqual([]);
  });

  it("leave the rest as it is", () => {
    const [selector, rule, always, connects] = weakeningMutations(pod).map(({ object }) => object["spec"]);
    expect([selector, rule]).toMatchInlineSnapshot(`
      [
        {
          "affinity": {
            "nodeAffinity": {
              "preferredDuringSchedulingIgnoredDuringExecution": [
                {
                  "preference": {
                    "matchExpressions": [
                      {
                        "key": "disk",
                        "operator": "In",
                        "values": [
                          "fast",
                        ],
                      },
                    ],
                  },
                  "weight": 100,
                },
              ],
            },
            "podAntiAffinity": {
              "requiredDuringSchedulingIgnoredDuringExecution": [
                {
                  "topologyKey": "kubernetes.io/hostname",
                },
              ],
            },
          },
          "containers": [
            {
              "image": "nginx:1.29",
              "name": "nginx",
              "readinessProbe": {
                "httpGet": {
                  "path": "/",
                  "port": 80,
                },
                "periodSeconds": 2,
              },
              "resources": {
                "requests": {
                  "cpu": "100m",
                  "memory": "64Mi",
                },
              },
              "volumeMounts": [
                {
                  "mountPath": "/page",
                  "name": "page",
                },
              ],
            },
          ],
          "volumes": [
            {
              "configMap": {
                "name": "page",
              },
              "name": "page",
            },
          ],
        },
        {
          "affinity": {
            "podAntiAffinity": {
              "preferredDuringSchedulingIgnoredDuringExecution": [
                {
                  "podAffinityTerm": {
                    "topologyKey": "kubernetes.io/hostname",
                  },
                  "weight": 100,
                },
              ],
            },
          },
          "containers": [
            {
              "image": "nginx:1.29",
              "name": "nginx",
              "readinessProbe": {
                "httpGet": {
                  "path": "/",
                  "port": 80,
                },
                "periodSeconds": 2,
              },
              "resources": {
                "requests": {
                  "cpu": "100m",
                  "memory": "64Mi",
                },
              },
              "volumeMounts": [
                {
                  "mountPath": "/page",
                  "name": "page",
                },
              ],
            },
          ],
          "nodeSelector": {
            "disk": "fast",
          },
          "volumes": [
            {
              "configMap": {
                "name": "page",
              },
              "name": "page",
            },
          ],
        },
      ]
    `);
    expect([always, connects]).toMatchObject([
      { containers: [{ readinessProbe: { periodSeconds: 2, exec: { command: ["true"] } } }] },
      { containers: [{ readinessProbe: { periodSeconds: 2, tcpSocket: { port: 80 } } }] },
    ]);
  });
});

describe("harmless changes", () => {
  it.each([
    ["keys in the opposite order", { containers: [{ name: "nginx", image: "nginx:1.29" }] }],
    ["equal amounts", { containers: [{ resources: { requests: { cpu: "0.1", memory: 67108864 } } }] }],
    ["defaults written out", { restartPolicy: "Always", containers: [{ imagePullPolicy: "IfNotPresent" }] }],
    ["empty fields", { initContainers: null, containers: [{ env: null }] }],
    ["labels and annotations of one's own", {}],
    [
      "other names for containers and volumes",
      { containers: [{ name: "my-nginx", volumeMounts: [{ name: "my-page" }] }], volumes: [{ name: "my-page" }] },
    ],
    ["a helper container in front", { containers: [{ resources: { requests: { cpu: "100m" } } }, { name: "nginx" }] }],
    ["a helper container behind", { containers: [{ name: "nginx" }, { name: "own-helper" }] }],
    ["an init container", { initContainers: [{ command: ["true"] }] }],
    ["a volume of one's own", { volumes: [{ name: "page" }, { name: "own-files", emptyDir: {} }] }],
    ["no more privileges", { containers: [{ securityContext: { allowPrivilegeEscalation: false } }] }],
  ])("%s", (name, spec) => {
    const before = structuredClone(pod);
    const after = HARMLESS_CHANGES[name]!(pod);
    expect(after["spec"]).toMatchObject(spec);
    expect(JSON.stringify(after)).not.toBe(JSON.stringify(before));
    expect(pod).toEqual(before);
  });

  it("are all looked at above, and end in Pods that are to end", () => {
    expect(Object.keys(HARMLESS_CHANGES)).toHaveLength(11);
    const ending = { ...pod, spec: { ...(pod["spec"] as object), restartPolicy: "Never" } } as KubernetesObject;
    expect(HARMLESS_CHANGES["a helper container behind"]!(ending)["spec"]).toMatchObject({
      containers: [{ name: "nginx" }, { image: "busybox:1.37", command: ["true"] }],
    });
  });

  it("leave alone what has no Pods", () => {
    const changed = Object.entries(HARMLESS_CHANGES).filter(
      ([, change]) => JSON.stringify(change(service)) !== JSON.stringify(service),
    );
    expect(changed.map(([name]) => name)).toMatchInlineSnapshot(`
      [
        "keys in the opposite order",
        "defaults written out",
        "empty fields",
        "labels and annotations of one's own",
      ]
    `);
  });
});
