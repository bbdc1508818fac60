import { describe, expect, it } from "vitest";
import type { LabFile } from "#core/generated/lab.ts";
import type { Lab } from "#core/lab/lab.ts";
import type { SubmissionRules } from "#core/lab/submission-rules.ts";
import { issueLines } from "#reporters/words/issue-lines.ts";
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
      `"web.yaml:1:1  not-utf8: The file is not UTF-8 text. Save it as UTF-8 in your editor."`,
    );
    expect(issues(file("web.yaml", new Uint8Array([0xff, 0xfe, 0x61, 0x00])))).toMatchInlineSnapshot(
      `"web.yaml:1:1  not-utf8: The file is not UTF-8 text. Save it as UTF-8 in your editor."`,
    );
    expect(issues(file("web.yaml", ""))).toMatchInlineSnapshot(
      `"web.yaml:1:1  empty-file: The file holds no manifest. Write the manifest, or take the exercise's file again."`,
    );
    expect(issues(file("web.yaml", "a: 1\n\tb: 2\n"))).toMatchInlineSnapshot(
      `"web.yaml:2:1  tab-indentation: The line is indented with a tab; YAML allows only spaces. Replace the tab by spaces, two for each level."`,
    );
  });

  it("with more documents than are allowed", () => {
    expect(issues(file("web.yaml", `${deployment}---\n${service}---\n${service}`))).toMatchInlineSnapshot(
      `"web.yaml:23:1  too-many-documents: The file holds 3 YAML documents, and 2 are allowed. Remove what follows the \`---\`."`,
    );
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
    expect(
      issues(file("web.yaml", deployment.replace("name: web", "name: web\n  namespace: kube-system"))),
    ).toMatchInlineSnapshot(
      `"web.yaml:5:3  namespace-not-allowed: Each grade runs in a namespace of its own, and the manifest names "kube-system". Remove \`metadata.namespace\`."`,
    );
  });

  it("with what controllers and the API server write", () => {
    const metadata = (...lines: string[]) => deployment.replace("name: web", ["name: web", ...lines].join("\n  "));
    expect(
      issues(file("web.yaml", metadata("uid: a", "generateName: w", 'resourceVersion: "1"', "finalizers: [a.b/c]"))),
    ).toMatchInlineSnapshot(`
      "web.yaml:5:3  field-not-allowed: \`metadata.uid\` is written by controllers, and manifests of a lab leave it out. Remove it.
      web.yaml:6:3  field-not-allowed: \`metadata.generateName\` is written by controllers, and manifests of a lab leave it out. Remove it.
      web.yaml:7:3  field-not-allowed: \`metadata.resourceVersion\` is written by controllers, and manifests of a lab leave it out. Remove it.
      web.yaml:8:3  field-not-allowed: \`metadata.finalizers\` is written by controllers, and manifests of a lab leave it out. Remove it."
    `);
    expect(issues(file("web.yaml", `${deployment}status: { readyReplicas: 3 }\n`))).toMatchInlineSnapshot(
      `"web.yaml:16:1  field-not-allowed: \`status\` is written by controllers, and manifests of a lab leave it out. Remove it."`,
    );
    expect(issues(file("web.yaml", deployment.replaceAll("app: web", "app: web, pod-template-hash: a"))))
      .toMatchInlineSnapshot(`
      "web.yaml:8:30  field-not-allowed: \`spec.selector.matchLabels.pod-template-hash\` is written by controllers, and manifests of a lab leave it out. Remove it.
      web.yaml:11:27  field-not-allowed: \`spec.template.metadata.labels.pod-template-hash\` is written by controllers, and manifests of a lab leave it out. Remove it."
    `);
    // As `kubectl create deployment --dry-run=client -o yaml` writes it.
    expect(issues(file("web.yaml", `${metadata("creationTimestamp: null")}status: {}\n`))).toBe("");
  });

  it("that reach out of the cluster, or break out of their Pods", () => {
    const exposed = (spec: string) =>
      issues(file("web.yaml", `${deployment}---\n${service.replace("spec:", `spec:\n  ${spec}`)}`));
    expect(exposed("type: NodePort")).toMatchInlineSnapshot(
      `"web.yaml:21:9  invalid-value: \`spec.type\` must be ClusterIP in a lab; here stands "NodePort". Change the value."`,
    );
    expect(exposed("type: LoadBalancer")).toMatchInlineSnapshot(
      `"web.yaml:21:9  invalid-value: \`spec.type\` must be ClusterIP in a lab; here stands "LoadBalancer". Change the value."`,
    );
    expect(exposed("externalIPs: [192.0.2.1]")).toMatchInlineSnapshot(
      `"web.yaml:21:3  invalid-value: \`spec.externalIPs\` must be left out in a lab; here stands ["192.0.2.1"]. Change the value."`,
    );
    expect(exposed("type: ClusterIP")).toBe("");
    const privileged = deployment.replace("containers:", "hostNetwork: true\n      containers:");
    expect(issues(file("web.yaml", privileged))).toMatchInlineSnapshot(
      `"web.yaml:13:20  pod-security: \`spec.template.spec.hostNetwork\` must be false in this lab; here stands true: its namespace holds Pods to a Pod Security Standard. Leave out what the task does not ask for; Pods of a lab must not reach their node."`,
    );
    expect(readSubmission(labWith({ podSecurity: "privileged" }), [file("web.yaml", privileged)]).issues).toEqual([]);
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
