import { describe, expect, it } from "vitest";
import type { LabFile } from "#core/generated/lab.ts";
import { type JsonMap, valueAt } from "#core/json.ts";
import type { Lab } from "#core/lab/lab.ts";
import type { SubmissionRules } from "#core/lab/submission-rules.ts";
import { issueLines } from "#reporters/words/issue-lines.ts";
import { sourcesOf } from "./encoding.ts";
import { countedFiles, MAX_FILE_BYTES, MAX_FILES, readSubmission, type SubmittedFile } from "./submission.ts";

const rules: SubmissionRules = {
  files: ["web.yaml"],
  documents: 2,
  kinds: ["apps/v1/Deployment", "v1/Service"],
  objects: [{ apiVersion: "apps/v1", kind: "Deployment", name: "web" }],
};
const lab = labWith({});

function labWith(cluster: NonNullable<LabFile["cluster"]>): Lab {
  return { id: "test", file: { submission: rules, cluster } as LabFile, setup: [], digest: "" };
}

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
`;
const service = `apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  ports: [{ port: 80 }]
`;

function file(name: string, content: string | Uint8Array | null): SubmittedFile {
  return { name, bytes: typeof content === "string" ? new TextEncoder().encode(content) : content };
}

/** What is said about these files: a line for each issue. */
function issues(...files: SubmittedFile[]): string {
  const submission = readSubmission(lab, files);
  if (submission.issues.length > 0) expect(submission.manifests).toEqual([]);
  return issueLines(submission.issues);
}

it("counts the YAML files of a folder in their order, one more than are allowed, and not the author's word on them", () => {
  const names = [
    "web.yaml",
    "a.yml",
    "notes.txt",
    "expected.yaml",
    "expected.yml",
    "B.yaml",
    "C.YAML",
    "sub/c.yaml",
    ".yaml",
  ];
  expect(countedFiles(names)).toEqual([".yaml", "B.yaml", "a.yml", "expected.yml", "web.yaml"]);
  expect(countedFiles(Array.from({ length: 30 }, (_, index) => `${index}.yaml`))).toHaveLength(MAX_FILES + 1);
});

it("gives the manifests as they are parsed, with their places", () => {
  const { manifests, issues } = readSubmission(lab, [file("web.yaml", `${deployment}---\n${service}`)]);
  expect(issues).toEqual([]);
  expect(manifests.map(({ object }) => object)).toMatchInlineSnapshot(`
    [
      {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {
          "name": "web",
        },
        "spec": {
          "replicas": 3,
          "selector": {
            "matchLabels": {
              "app": "web",
            },
          },
          "template": {
            "metadata": {
              "labels": {
                "app": "web",
              },
            },
            "spec": {
              "containers": [
                {
                  "image": "nginx:1.29",
                  "name": "nginx",
                },
              ],
            },
          },
        },
      },
      {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {
          "name": "web",
        },
        "spec": {
          "ports": [
            {
              "port": 80,
            },
          ],
        },
      },
    ]
  `);
  expect(manifests[1]?.locate(["spec", "ports", 0, "port"])).toEqual({ file: "web.yaml", line: 21, column: 19 });
});

describe("files", () => {
  it("that are missing, misspelt or too many", () => {
    expect(issues()).toMatchInlineSnapshot(
      `"web.yaml:1:1  missing-file: The file web.yaml is missing. Add web.yaml and grade again."`,
    );
    expect(issues(file("web.yml", deployment))).toMatchInlineSnapshot(`
      "web.yml:1:1  unexpected-file: This file does not belong to the exercise. Did you mean \`web.yaml\`? Rename or remove it; the exercise has web.yaml.
      web.yaml:1:1  missing-file: The file web.yaml is missing. Add web.yaml and grade again."
    `);
    expect(issues(file("web.yaml", deployment), file("other.yaml", service))).toMatchInlineSnapshot(
      `"other.yaml:1:1  unexpected-file: This file does not belong to the exercise. Rename or remove it; the exercise has web.yaml."`,
    );
    const many = Array.from({ length: MAX_FILES + 1 }, (_, index) => file(`${index}.yaml`, ""));
    expect(issues(...many)).toMatchInlineSnapshot(
      `"20.yaml:1:1  too-many-files: There are more than 20 files. Remove the files that do not belong to the exercise."`,
    );
  });

  it("that are no text to be read", () => {
    expect(issues(file("web.yaml", null))).toMatchInlineSnapshot(
      `"web.yaml:1:1  not-a-plain-file: This is a symbolic link, a folder or the like, and those are not followed. Put the file itself there."`,
    );
    expect(issues(file("web.yaml", new Uint8Array(MAX_FILE_BYTES + 1)))).toMatchInlineSnapshot(
      `"web.yaml:1:1  file-too-large: The file has more than 65536 bytes. A manifest is a few hundred bytes: remove what does not belong in it."`,
    );
    expect(issues(file("web.yaml", new Uint8Array([0x61, 0x3a, 0x20, 0xff, 0xfe])))).toMatchInlineSnapshot(
      `"web.yaml:1:1  not-utf8: The file is neither UTF-8 text nor UTF-16 text with a byte order mark. Save it as UTF-8 in your editor."`,
    );
    expect(issues(file("web.yaml", Buffer.from(deployment, "utf16le")))).toMatchInlineSnapshot(
      `"web.yaml:1:1  not-utf8: The file is neither UTF-8 text nor UTF-16 text with a byte order mark. Save it as UTF-8 in your editor."`,
    );
    expect(issues(file("web.yaml", Buffer.from(deployment, "utf16le").swap16()))).toMatchInlineSnapshot(
      `"web.yaml:1:1  not-utf8: The file is neither UTF-8 text nor UTF-16 text with a byte order mark. Save it as UTF-8 in your editor."`,
    );
    const utf32 = new Uint8Array([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]);
    expect(issues(file("web.yaml", utf32))).toMatchInlineSnapshot(
      `"web.yaml:1:1  not-utf8: The file is neither UTF-8 text nor UTF-16 text with a byte order mark. Save it as UTF-8 in your editor."`,
    );
    expect(issues(file("web.yaml", ""))).toMatchInlineSnapshot(
      `"web.yaml:1:1  empty-file: The file holds no manifest. Write the manifest, or take the exercise's file again."`,
    );
    expect(issues(file("web.yaml", "a: 1\n\tb: 2\n"))).toMatchInlineSnapshot(
      `"web.yaml:2:1  tab-indentation: The line is indented with a tab; YAML allows only spaces. Replace the tab by spaces, two for each level."`,
    );
  });

  it("that PowerShell writes: UTF-16 with a byte order mark, or UTF-8 with one", () => {
    const marked = `\uFEFF${deployment.replaceAll("\n", "\r\n")}`;
    expect(issues(file("web.yaml", Buffer.from(marked, "utf16le")))).toBe("");
    expect(issues(file("web.yaml", Buffer.from(marked, "utf16le").swap16()))).toBe("");
    expect(issues(file("web.yaml", marked))).toBe("");
    const sources = sourcesOf([
      file("web.yaml", Buffer.from("\uFEFFa: 1", "utf16le")),
      file("latin.yaml", new Uint8Array([0x61, 0xff])),
      file("link.yaml", null),
    ]);
    expect([...sources]).toEqual([
      ["web.yaml", "a: 1"],
      ["latin.yaml", "a\uFFFD"],
      ["link.yaml", ""],
    ]);
    expect(
      issues(file("web.yaml", Buffer.from(marked.replace("replicas: 3", "replicas: x"), "utf16le"))),
    ).toMatchInlineSnapshot(
      `"web.yaml:6:13  wrong-type: \`spec.replicas\` must be an integer; here stands "x". Write a value of that type."`,
    );
  });

  it("with more objects than any task needs", () => {
    const { documents: _bound, ...unbound } = rules;
    const all = { ...lab, file: { submission: unbound } as LabFile };
    const services = (count: number) =>
      Array.from({ length: count }, (_, index) => `---\n${service.replace("name: web", `name: web-${index}`)}`);
    const of = (count: number) =>
      issueLines(readSubmission(all, [file("web.yaml", deployment + services(count).join(""))]).issues);
    expect(of(19)).toBe("");
    expect(of(20)).toMatchInlineSnapshot(
      `"web.yaml:131:1  too-many-documents: The file holds 21 objects, and 20 are allowed. Remove what the task does not ask for."`,
    );
  });

  it("with more documents than are allowed", () => {
    expect(issues(file("web.yaml", `${deployment}---\n${service}---\n${service}`))).toMatchInlineSnapshot(
      `"web.yaml:23:1  too-many-documents: The file holds 3 objects, and 2 are allowed. Remove what the task does not ask for."`,
    );
  });
});

describe("fields with nothing after them", () => {
  const read = (text: string) => readSubmission(lab, [file("web.yaml", text)]);

  it("are not there for Kubernetes, and so neither in what is applied", () => {
    const empty = deployment
      .replace(
        "  name: web\nspec:",
        "  name: web\n  labels:\n  creationTimestamp: null\nspec:\n  paused:\n  strategy: { rollingUpdate: }",
      )
      .replace("matchLabels: { app: web }", "matchLabels: { app: web }\n    matchExpressions:")
      .replace(
        "    spec:",
        "    spec:\n      initContainers:\n      volumes: [{ name: data, emptyDir: }, { name: more, emptyDir: {} }]",
      )
      .concat("          env:\n          volumeMounts: [{ name: data, mountPath: /data, subPath: ~ }]\n");
    const left = deployment
      .replace("spec:", "spec:\n  strategy: {}")
      .replace("    spec:", "    spec:\n      volumes: [{ name: data }, { name: more, emptyDir: {} }]")
      .concat("          volumeMounts: [{ name: data, mountPath: /data }]\n");
    expect(read(empty).issues).toEqual([]);
    expect(read(empty).manifests[0]?.object).toEqual(read(left).manifests[0]?.object);
  });

  it("are empty values in a map of values and in a list", () => {
    const empty = deployment
      .replace("    spec:", "    spec:\n      nodeSelector: { node-role.kubernetes.io/control-plane: }")
      .concat("          command: [nginx, ~]\n          resources: { requests: { cpu: } }\n");
    const { manifests, issues } = read(`${empty}---\n${service}  selector: { app: }\n`);
    expect(issues).toEqual([]);
    const [web, service_] = manifests.map(({ object }) => object.spec as JsonMap);
    expect(valueAt(web, ["template", "spec"])).toMatchObject({
      nodeSelector: { "node-role.kubernetes.io/control-plane": "" },
      containers: [{ command: ["nginx", ""], resources: { requests: { cpu: "0" } } }],
    });
    expect(service_).toEqual({ ports: [{ port: 80 }], selector: { app: "" } });
  });

  it("are missing where Kubernetes needs a value", () => {
    expect(issues(file("web.yaml", deployment.replace("image: nginx:1.29", "image:")))).toMatchInlineSnapshot(
      `"web.yaml:15:11  missing-field: \`spec.template.spec.containers[0].image\` is missing, and it is required. Add it."`,
    );
    expect(issues(file("web.yaml", `${deployment}        -\n`))).toMatchInlineSnapshot(`
      "web.yaml:16:10  missing-field: \`spec.template.spec.containers[1].name\` is missing, and it is required. Add it.
      web.yaml:16:10  missing-field: \`spec.template.spec.containers[1].image\` is missing, and it is required. Add it."
    `);
    expect(issues(file("web.yaml", deployment.replace("spec:\n  replicas", "spec:\nx:\n  replicas"))))
      .toMatchInlineSnapshot(`
      "web.yaml:5:1  missing-field: \`spec\` is missing, and it is required. Add it.
      web.yaml:6:1  unknown-field: \`x\` is not a field of Kubernetes. \`kubectl explain\` lists the fields that there are."
    `);
  });
});

describe("objects", () => {
  it("that are none", () => {
    expect(issues(file("web.yaml", "just text"))).toMatchInlineSnapshot(
      `"web.yaml:1:1  not-a-map: A manifest is a map with \`apiVersion\`, \`kind\` and \`metadata\`; here stands "just text". Start with \`apiVersion:\` and \`kind:\`, each on a line of its own."`,
    );
    expect(issues(file("web.yaml", "- a\n- b\n"))).toMatchInlineSnapshot(
      `"web.yaml:1:1  not-a-map: A manifest is a map with \`apiVersion\`, \`kind\` and \`metadata\`; here stands ["a","b"]. Start with \`apiVersion:\` and \`kind:\`, each on a line of its own."`,
    );
    expect(issues(file("web.yaml", "apiVersion:apps/v1\nkind:Deployment\n"))).toMatchInlineSnapshot(
      `"web.yaml:1:1  not-a-map: A manifest is a map with \`apiVersion\`, \`kind\` and \`metadata\`; here stands "apiVersion:apps/v1 kind:Deployment". Start with \`apiVersion:\` and \`kind:\`, each on a line of its own."`,
    );
  });

  it("of a kind that there is not, or that the lab does not allow", () => {
    expect(issues(file("web.yaml", deployment.replace("kind: Deployment", "kind: Deploymnet")))).toMatchInlineSnapshot(
      `"web.yaml:2:7  unknown-kind: Checkride knows no kind "apps/v1/Deploymnet". Did you mean \`apps/v1/Deployment\`? Compare \`apiVersion\` and \`kind\` with \`kubectl api-resources\`."`,
    );
    expect(issues(file("web.yaml", deployment.replace("apps/v1", "apps/v1beta1")))).toMatchInlineSnapshot(
      `"web.yaml:1:13  unknown-kind: Checkride knows no kind "apps/v1beta1/Deployment". Did you mean \`apps/v1/Deployment\`? Compare \`apiVersion\` and \`kind\` with \`kubectl api-resources\`."`,
    );
    const clusterRole = "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: web }\n";
    expect(issues(file("web.yaml", clusterRole))).toMatchInlineSnapshot(
      `"web.yaml:2:7  kind-not-allowed: This is a rbac.authorization.k8s.io/v1/ClusterRole, and the lab asks for apps/v1/Deployment and v1/Service. Read the task again: which kind does it name?"`,
    );
    expect(issues(file("web.yaml", "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\n"))).toMatchInlineSnapshot(
      `"web.yaml:2:7  kind-not-allowed: This is a v1/Pod, and the lab asks for apps/v1/Deployment and v1/Service. Read the task again: which kind does it name?"`,
    );
    expect(issues(file("web.yaml", deployment.replace("kind: Deployment\n", "")))).toMatchInlineSnapshot(
      `"web.yaml:1:1  missing-field: \`kind\` is missing, and it is required. Add it."`,
    );
    expect(
      issues(file("web.yaml", deployment.replace("kind: Deployment", "kind: [Deployment]"))),
    ).toMatchInlineSnapshot(
      `"web.yaml:2:1  wrong-type: \`kind\` must be a string; here stands ["Deployment"]. Write a value of that type."`,
    );
  });

  it("with fields that are wrong", () => {
    const wrong = deployment.replace("replicas: 3", 'replicas: "3"\n  replcas: 3').replace("image:", "imge:");
    expect(issues(file("web.yaml", wrong))).toMatchInlineSnapshot(`
      "web.yaml:6:13  wrong-type: \`spec.replicas\` must be an integer; here stands "3". Remove the quotes.
      web.yaml:7:3  unknown-field: \`spec.replcas\` is not a field of Kubernetes. Did you mean \`replicas\`? Correct the name or the level of indentation.
      web.yaml:16:11  unknown-field: \`spec.template.spec.containers[0].imge\` is not a field of Kubernetes. Did you mean \`image\`? Correct the name or the level of indentation."
    `);
    expect(issues(file("web.yaml", deployment.replace("name: web", "name: yes")))).toMatchInlineSnapshot(
      `"web.yaml:4:9  wrong-type: \`metadata.name\` must be a string; here stands yes. Put it in quotes: YAML reads \`yes\`, \`no\`, \`on\`, \`off\`, \`y\` and \`n\` as true or false."`,
    );
    expect(
      issues(file("web.yaml", deployment.replace("app: web }\n  template", "app: api }\n  template"))),
    ).toMatchInlineSnapshot(
      `"web.yaml:11:22  selector-does-not-match-labels: The selector wants "api" at \`spec.template.metadata.labels.app\`, and there stands "web". Make \`spec.selector.matchLabels\` and \`spec.template.metadata.labels\` agree."`,
    );
  });

  it("that want more Pods than a lab has room for", () => {
    expect(issues(file("web.yaml", deployment.replace("replicas: 3", "replicas: 50")))).toBe("");
    expect(issues(file("web.yaml", deployment.replace("replicas: 3", "replicas: 51")))).toMatchInlineSnapshot(
      `"web.yaml:6:13  invalid-value: \`spec.replicas\` must be at most 50 in a lab; here stands 51. Change the value."`,
    );
  });

  it("without a name", () => {
    expect(issues(file("web.yaml", deployment.replace("metadata:\n  name: web\n", "")))).toMatchInlineSnapshot(
      `"web.yaml:1:1  missing-field: \`metadata.name\` is missing, and it is required. Add it."`,
    );
    expect(issues(file("web.yaml", deployment.replace("name: web", "labels: {}")))).toMatchInlineSnapshot(
      `"web.yaml:3:1  missing-field: \`metadata.name\` is missing, and it is required. Add it."`,
    );
    expect(issues(file("web.yaml", deployment.replace("metadata:\n  name: web", "metadata:")))).toMatchInlineSnapshot(
      `"web.yaml:3:1  missing-field: \`metadata.name\` is missing, and it is required. Add it."`,
    );
  });

  it("in a namespace of their own", () => {
    const inNamespace = (namespace: string) => deployment.replace("name: web", `name: web\n  namespace: ${namespace}`);
    expect(issues(file("web.yaml", inNamespace("kube-system")))).toMatchInlineSnapshot(
      `"web.yaml:5:3  namespace-not-allowed: Each grade runs in a namespace of its own, and the manifest names "kube-system". Remove \`metadata.namespace\`."`,
    );
    // As `kubectl get -o yaml` writes it where nobody has named another.
    for (const namespace of ["default", "", '""'])
      expect(readSubmission(lab, [file("web.yaml", inNamespace(namespace))]).manifests[0]?.object.metadata).toEqual({
        name: "web",
      });
  });

  it("with what only controllers write", () => {
    const metadata = (...lines: string[]) => deployment.replace("name: web", ["name: web", ...lines].join("\n  "));
    expect(
      issues(
        file(
          "web.yaml",
          metadata("finalizers: [a.b/c]", "ownerReferences: [{ apiVersion: v1, kind: Pod, name: a, uid: b }]"),
        ),
      ),
    ).toMatchInlineSnapshot(`
      "web.yaml:5:3  field-not-allowed: \`metadata.finalizers\` is for controllers: with it an object of yours could outlive its grade or pass for one of theirs. Remove it.
      web.yaml:6:3  field-not-allowed: \`metadata.ownerReferences\` is for controllers: with it an object of yours could outlive its grade or pass for one of theirs. Remove it."
    `);
    expect(
      issues(
        file("web.yaml", deployment.replace("labels: { app: web }", "labels: { app: web }\n      finalizers: [a.b/c]")),
      ),
    ).toMatchInlineSnapshot(
      `"web.yaml:12:7  field-not-allowed: \`spec.template.metadata.finalizers\` is for controllers: with it an object of yours could outlive its grade or pass for one of theirs. Remove it."`,
    );
    expect(issues(file("web.yaml", metadata("finalizers: []", "ownerReferences:")))).toBe("");
    expect(issues(file("web.yaml", deployment.replaceAll("app: web", "app: web, pod-template-hash: a"))))
      .toMatchInlineSnapshot(`
      "web.yaml:8:30  field-not-allowed: \`spec.selector.matchLabels.pod-template-hash\` is for controllers: with it an object of yours could outlive its grade or pass for one of theirs. Remove it.
      web.yaml:11:27  field-not-allowed: \`spec.template.metadata.labels.pod-template-hash\` is for controllers: with it an object of yours could outlive its grade or pass for one of theirs. Remove it."
    `);
    expect(issues(file("web.yaml", deployment.replace("name: web", "generateName: web-")))).toMatchInlineSnapshot(
      `"web.yaml:3:1  missing-field: \`metadata.name\` is missing, and it is required. Add it."`,
    );
  });

  it("with what the API server writes itself, and has its own mind about", () => {
    const [written, plain] = [
      deployment.replace(
        "name: web",
        `name: web
  annotations: { a: b }
  creationTimestamp: "2026-11-30T12:00:00Z"
  deletionGracePeriodSeconds: 30
  deletionTimestamp: "2026-11-30T12:00:00Z"
  generation: 3
  managedFields: [{ manager: kubectl, operation: Update, apiVersion: apps/v1 }]
  resourceVersion: "1234"
  selfLink: /apis/apps/v1/namespaces/default/deployments/web
  uid: 5a2f6ac5-6b2d-4f3e-8f0e-3c8f1c1a7b11`,
      ),
      deployment.replace("name: web", "name: web\n  annotations: { a: b }"),
    ].map((text) => readSubmission(lab, [file("web.yaml", text)]));
    expect(written).toMatchObject({ manifests: [{ object: plain?.manifests[0]?.object }], issues: [] });
    expect(written?.manifests[0]?.object).toEqual(plain?.manifests[0]?.object);
    const withStatus = (status: string) => readSubmission(lab, [file("web.yaml", `${deployment}status: ${status}\n`)]);
    for (const status of ["{}", "", "{ readyReplicas: 3, conditions: [{ type: Available }] }"]) {
      const { manifests, issues } = withStatus(status);
      expect([Object.keys(manifests[0]?.object ?? {}), issues]).toEqual([
        ["apiVersion", "kind", "metadata", "spec"],
        [],
      ]);
    }
    expect(issueLines(withStatus("{ redyReplicas: 3, replicas: x }").issues)).toMatchInlineSnapshot(`
      "web.yaml:16:11  unknown-field: \`status.redyReplicas\` is not a field of Kubernetes. Did you mean \`readyReplicas\`? Correct the name or the level of indentation.
      web.yaml:16:38  wrong-type: \`status.replicas\` must be an integer; here stands "x". Write a value of that type."
    `);
  });

  it("in a list, as `kubectl get -o yaml` prints several", () => {
    const item = (text: string) => text.trimEnd().replaceAll(/^/gm, "    ").replace("    ", "  - ");
    const list = (...texts: string[]) => `apiVersion: v1\nkind: List\nitems:\n${texts.map(item).join("\n")}\n`;
    const read = readSubmission(lab, [file("web.yaml", list(deployment, service))]);
    const apart = readSubmission(lab, [file("web.yaml", `${deployment}---\n${service}`)]);
    expect(read.issues).toEqual([]);
    expect(read.manifests.map(({ object }) => object)).toEqual(apart.manifests.map(({ object }) => object));
    expect(read.manifests[1]?.locate(["spec", "ports", 0, "port"])).toEqual({ file: "web.yaml", line: 23, column: 23 });

    expect(issues(file("web.yaml", list(deployment.replace("replicas: 3", "replcas: 3"))))).toMatchInlineSnapshot(
      `"web.yaml:9:7  unknown-field: \`spec.replcas\` is not a field of Kubernetes. Did you mean \`replicas\`? Correct the name or the level of indentation."`,
    );
    expect(issues(file("web.yaml", list(deployment, service, service.replace("web", "api"))))).toMatchInlineSnapshot(
      `"web.yaml:24:5  too-many-documents: The file holds 3 objects, and 2 are allowed. Remove what the task does not ask for."`,
    );
    const typed = deployment.replace("apiVersion: apps/v1\nkind: Deployment\n", "");
    expect(issues(file("web.yaml", list(typed).replace("v1\nkind: List", "apps/v1\nkind: DeploymentList")))).toBe("");
    expect(issues(file("web.yaml", list(typed)))).toMatchInlineSnapshot(`
      "web.yaml:4:5  missing-field: \`apiVersion\` is missing, and it is required. Add it.
      web.yaml:4:5  missing-field: \`kind\` is missing, and it is required. Add it."
    `);
    expect(issues(file("web.yaml", list(list(deployment))))).toMatchInlineSnapshot(
      `"web.yaml:4:5  wrong-type: \`items[0]\` must be a single object (kubectl opens no list in a list); here stands {"apiVersion":"v1","kind":"List","items":[{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"replicas":3,"selector":{"matchLabels":{…. Write a value of that type."`,
    );
    expect(issues(file("web.yaml", "kind: List\nitems: { a: b }\n"))).toMatchInlineSnapshot(
      `"web.yaml:2:1  wrong-type: \`items\` must be a list; here stands {"a":"b"}. Put a dash before the first field of each item: it is a list, also with one item in it."`,
    );
    expect(issues(file("web.yaml", "kind: List\nitems: [5]\n"))).toMatchInlineSnapshot(
      `"web.yaml:2:9  not-a-map: A manifest is a map with \`apiVersion\`, \`kind\` and \`metadata\`; here stands 5. Start with \`apiVersion:\` and \`kind:\`, each on a line of its own."`,
    );
    for (const empty of ["kind: List\nitems: []\n", "kind: List\n"])
      expect(issues(file("web.yaml", empty))).toMatchInlineSnapshot(
        `"web.yaml:1:1  empty-file: The file holds no manifest. Write the manifest, or take the exercise's file again."`,
      );
  });

  it("that reach out of the cluster, or break out of their Pods", () => {
    const exposed = (spec: string, port = "port: 80") =>
      issues(
        file("web.yaml", `${deployment}---\n${service.replace("port: 80", port).replace("spec:", `spec:\n  ${spec}`)}`),
      );
    expect(exposed("type: NodePort")).toBe("");
    expect(exposed("type: NodePort", "port: 80, nodePort: 30080")).toMatchInlineSnapshot(
      `"web.yaml:22:33  invalid-value: \`spec.ports[0].nodePort\` must be left out in a lab, because another grade may use that port of the nodes; here stands 30080. Change the value."`,
    );
    expect(exposed("type: NodePort", "port: 80, nodePort: 0")).toBe("");
    expect(exposed("type: LoadBalancer")).toMatchInlineSnapshot(
      `"web.yaml:21:9  invalid-value: \`spec.type\` must be ClusterIP or NodePort in a lab, because a load balancer opens the cluster to the outside; here stands "LoadBalancer". Change the value."`,
    );
    expect(exposed("type: ExternalName\n  externalName: example.com")).toMatchInlineSnapshot(
      `"web.yaml:21:9  invalid-value: \`spec.type\` must be ClusterIP or NodePort in a lab, because requests of a grade stay in its cluster; here stands "ExternalName". Change the value."`,
    );
    expect(exposed("externalIPs: [192.0.2.1]")).toMatchInlineSnapshot(
      `"web.yaml:21:3  invalid-value: \`spec.externalIPs\` must be left out in a lab, because such an address belongs to all users of the cluster; here stands ["192.0.2.1"]. Change the value."`,
    );
    expect(exposed("externalIPs: []")).toBe("");
    expect(exposed("type: ClusterIP")).toBe("");
    const privileged = deployment.replace("containers:", "hostNetwork: true\n      containers:");
    expect(issues(file("web.yaml", privileged))).toMatchInlineSnapshot(
      `"web.yaml:13:20  pod-security: \`spec.template.spec.hostNetwork\` must be false in this lab; here stands true: its namespace holds Pods to a Pod Security Standard. Leave out what the task does not ask for; Pods of a lab must not reach their node."`,
    );
    expect(readSubmission(labWith({ podSecurity: "privileged" }), [file("web.yaml", privileged)]).issues).toEqual([]);
  });

  it("that would take the place of the lab's own, or of the grader's", () => {
    const setup = [{ apiVersion: "v1", kind: "Service", metadata: { name: "mail" } }];
    const elsewhere = { apiVersion: "v1", kind: "Service", metadata: { name: "far", namespace: "other" } };
    const withSetup: Lab = {
      ...lab,
      setup: [...setup, elsewhere, { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web" } }].map(
        (object) => ({ object, locate: () => ({ file: "setup/mail.yaml", line: 1, column: 1 }) }),
      ),
    };
    const named = (name: string) =>
      issueLines(
        readSubmission(withSetup, [
          file("web.yaml", `${deployment}---\n${service.replace("name: web", `name: ${name}`)}`),
        ]).issues,
      );
    expect(named("mail")).toMatchInlineSnapshot(
      `"web.yaml:19:19  name-taken: The lab has made Service/mail already, and yours would take its place. Give yours another name; the task says which objects the lab has made."`,
    );
    expect(named("checkride-submitter")).toMatchInlineSnapshot(
      `"web.yaml:19:19  name-taken: The lab has made Service/checkride-submitter already, and yours would take its place. Give yours another name; the task says which objects the lab has made."`,
    );
    // The lab asks for the Deployment `web`, which it has made in a state to be repaired.
    for (const name of ["far", "web", "checkrides"]) expect(named(name)).toBe("");
  });

  it("that are there twice, or not at all", () => {
    expect(issues(file("web.yaml", `${deployment}---\n${deployment}`))).toMatchInlineSnapshot(
      `"web.yaml:20:9  duplicate-object: The object apps/v1/Deployment web is there twice. Keep one of the two, or give the other a name of its own."`,
    );
    expect(issues(file("web.yaml", deployment.replace("name: web", "name: wep")))).toMatchInlineSnapshot(
      `"web.yaml:4:9  missing-object: The lab asks for Deployment/web; the submission has Deployment/wep. Compare \`kind\` and \`metadata.name\` with the task."`,
    );
    expect(issues(file("web.yaml", service))).toMatchInlineSnapshot(
      `"web.yaml:2:7  missing-object: The lab asks for Deployment/web; the submission has Service/web. Compare \`kind\` and \`metadata.name\` with the task."`,
    );
  });
});
