import { expect, it } from "vitest";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { pathText } from "#core/path.ts";
import { readYaml } from "#core/yaml/documents.ts";
import { fieldMutations } from "./fields.ts";
import { isSame } from "./mutation.ts";

const read = (text: string) => readYaml("web.yaml", text).documents[0]!.value as unknown as KubernetesObject;
const changes = (text: string) =>
  fieldMutations(read(text))
    .filter(({ object }) => !isSame(object, read(text)))
    .map(({ path, change }) => `${pathText(path)}: ${change}`);

it("changes and removes every field that makes another object of it", () => {
  const text = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      automountServiceAccountToken: false
      terminationGracePeriodSeconds: 30
      tolerations: [{ key: a, operator: Exists, effect: NoExecute, tolerationSeconds: 20 }]
      containers:
        - name: nginx
          image: nginx:1.29
          imagePullPolicy: IfNotPresent
          ports: [{ containerPort: 80 }]
          resources: { requests: { cpu: 100m } }
`;
  expect(changes(text)).toMatchInlineSnapshot(`
    [
      "metadata.name: removed",
      "metadata.name: "web" → "web-changed"",
      "spec: removed",
      "spec.replicas: removed",
      "spec.replicas: 3 → 2",
      "spec.replicas: 3 → 4",
      "spec.selector: removed",
      "spec.selector.matchLabels: removed",
      "spec.selector.matchLabels.app: removed",
      "spec.selector.matchLabels.app: "web" → "web-changed"",
      "spec.template: removed",
      "spec.template.metadata: removed",
      "spec.template.metadata.labels: removed",
      "spec.template.metadata.labels.app: removed",
      "spec.template.metadata.labels.app: "web" → "web-changed"",
      "spec.template.spec: removed",
      "spec.template.spec.automountServiceAccountToken: removed",
      "spec.template.spec.automountServiceAccountToken: false → true",
      "spec.template.spec.terminationGracePeriodSeconds: 30 → 0",
      "spec.template.spec.terminationGracePeriodSeconds: 30 → 3000",
      "spec.template.spec.tolerations: removed",
      "spec.template.spec.tolerations[0]: removed",
      "spec.template.spec.tolerations[0].key: removed",
      "spec.template.spec.tolerations[0].key: "a" → "a-changed"",
      "spec.template.spec.tolerations[0].operator: removed",
      "spec.template.spec.tolerations[0].operator: "Exists" → "Equal"",
      "spec.template.spec.tolerations[0].operator: "Exists" → "Gt"",
      "spec.template.spec.tolerations[0].operator: "Exists" → "Lt"",
      "spec.template.spec.tolerations[0].effect: removed",
      "spec.template.spec.tolerations[0].effect: "NoExecute" → "NoSchedule"",
      "spec.template.spec.tolerations[0].effect: "NoExecute" → "PreferNoSchedule"",
      "spec.template.spec.tolerations[0].tolerationSeconds: removed",
      "spec.template.spec.tolerations[0].tolerationSeconds: 20 → 0",
      "spec.template.spec.tolerations[0].tolerationSeconds: 20 → 2000",
      "spec.template.spec.containers: removed",
      "spec.template.spec.containers[0]: removed",
      "spec.template.spec.containers[0].name: removed",
      "spec.template.spec.containers[0].image: removed",
      "spec.template.spec.containers[0].image: "nginx:1.29" → "nginx:9999"",
      "spec.template.spec.containers[0].imagePullPolicy: "IfNotPresent" → "Always"",
      "spec.template.spec.containers[0].imagePullPolicy: "IfNotPresent" → "Never"",
      "spec.template.spec.containers[0].resources: removed",
      "spec.template.spec.containers[0].resources.requests: removed",
      "spec.template.spec.containers[0].resources.requests.cpu: removed",
      "spec.template.spec.containers[0].resources.requests.cpu: "100m" → "10000m"",
    ]
  `);
});

it("leaves alone what the API server would fill in, and names that nobody refers to", () => {
  const text = `apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  type: ClusterIP
  selector: { app: web }
  ports: [{ port: 80, targetPort: 80, protocol: TCP }]
`;
  expect(changes(text)).toMatchInlineSnapshot(`
    [
      "metadata.name: removed",
      "metadata.name: "web" → "web-changed"",
      "spec: removed",
      "spec.type: "ClusterIP" → "ExternalName"",
      "spec.type: "ClusterIP" → "LoadBalancer"",
      "spec.type: "ClusterIP" → "NodePort"",
      "spec.selector: removed",
      "spec.selector.app: removed",
      "spec.selector.app: "web" → "web-changed"",
      "spec.ports: removed",
      "spec.ports[0]: removed",
      "spec.ports[0].port: removed",
      "spec.ports[0].port: 80 → 79",
      "spec.ports[0].port: 80 → 81",
      "spec.ports[0].targetPort: 80 → 79",
      "spec.ports[0].targetPort: 80 → 81",
      "spec.ports[0].protocol: "TCP" → "SCTP"",
      "spec.ports[0].protocol: "TCP" → "UDP"",
    ]
  `);
});

it("changes the object itself, and not the one that it was made from", () => {
  const object = read("apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\ndata: { a: '', b: x }\n");
  const before = structuredClone(object);
  expect(fieldMutations(object).map(({ object }) => object["data"])).toMatchInlineSnapshot(`
    [
      {
        "a": "",
        "b": "x",
      },
      {
        "a": "",
        "b": "x",
      },
      undefined,
      {
        "b": "x",
      },
      {
        "a": "changed",
        "b": "x",
      },
      {
        "a": "",
      },
      {
        "a": "",
        "b": "x-changed",
      },
    ]
  `);
  expect(object).toEqual(before);
});
