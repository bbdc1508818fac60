import { describe, expect, it } from "vitest";
import type { Lab } from "#core/lab/lab.ts";
import { issueLines } from "#reporters/words/issue-lines.ts";
import { readSubmission } from "./submission.ts";

const submission = {
  files: ["web.yaml"],
  documents: 2,
  kinds: ["apps/v1/Deployment", "v1/Service", "batch/v1/CronJob"],
  objects: [],
};
const lab = { id: "test", file: { submission }, setup: [], digest: "" } as unknown as Lab;

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
  selector: { app: web }
  ports: [{ port: 80 }]
`;

/** What is said first about a file. */
function first(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return issueLines(readSubmission(lab, [{ name: "web.yaml", bytes }]).issues.slice(0, 1));
}

it("good files have no issue", () => {
  expect([deployment, service, `${deployment}---\n${service}`].map(first)).toEqual(["", "", ""]);
});

it("characters are left alone where they are text", () => {
  const text = `${service.replace("name: web }", 'name: web, annotations: { say: "“hi” – there…" } }')}# a note – “here”\n`;
  expect(first(text)).toBe("");
});

describe("characters that only look like those of YAML", () => {
  it.each([
    ["a non-breaking space as indentation", deployment.replace("  replicas", "\u00a0\u00a0replicas")],
    ["a non-breaking space after a dash", deployment.replace("- name", "-\u00a0name")],
    ["a non-breaking space after a colon", deployment.replace("replicas: 3", "replicas:\u00a03")],
    ["a character without width in a key", deployment.replace("replicas", "repl\u200bicas")],
    ["a byte order mark inside", deployment.replace("kind", "\ufeffkind")],
    ["curly quotes", deployment.replace("name: web", "name: “web”")],
    ["a curly apostrophe", deployment.replace("name: web", "name: ‘web’")],
    ["an en dash before an item", deployment.replace("- name", "– name")],
    ["a colon of full width", deployment.replace("replicas: 3", "replicas：3")],
    ["an ellipsis", deployment.replace("replicas: 3", "…")],
  ])("%s", (_name, text) => {
    expect(first(text)).toMatchSnapshot();
  });
});

describe("text from somewhere else", () => {
  it.each([
    ["a fence of Markdown", `\`\`\`yaml\n${deployment}\`\`\`\n`],
    ["a command of a terminal", `$ kubectl apply -f web.yaml\n${deployment}`],
    ["marks of a merge", `<<<<<<< HEAD\n${deployment}=======\n${deployment}>>>>>>> theirs\n`],
    ["added lines of a diff", deployment.replaceAll(/^/gm, "+")],
    ["the header of a diff", `diff --git a/web.yaml b/web.yaml\n${deployment}`],
    ["a template", deployment.replace("3", "{{ .Values.replicas }}")],
  ])("%s", (_name, text) => {
    expect(first(text)).toMatchSnapshot();
  });
});

describe("what was meant", () => {
  const cronJob = (schedule: string) =>
    `apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: web }\nspec:\n  schedule: ${schedule}\n`;
  it.each([
    ["a schedule without quotes", cronJob("*/6 * * * *")],
    ["a schedule of asterisks", cronJob("* * * * *")],
    ["an image that begins with an at sign", deployment.replace("nginx:1.29", "@nginx")],
    ["a missing line between manifests", deployment + service],
    ["a Service with matchLabels", service.replace("{ app: web }", "{ matchLabels: { app: web } }")],
    [
      "true for the label of a node's role",
      deployment.replace(
        "      containers:",
        "      nodeSelector: { node-role.kubernetes.io/control-plane: true }\n      containers:",
      ),
    ],
    ["a number that is not written as it is read", deployment.replace("name: web", "name: 1.0")],
    ["no space after the colon", deployment.replace("metadata:\n  name: web", "metadata:\n  name:web")],
    ["a list without its dash", deployment.replace("- name: nginx\n          image", "name: nginx\n          image")],
    ["a command as one text", `${deployment}          command: sleep 3600\n`],
    ["the value of a variable as a number", `${deployment}          env: [{ name: PORT, value: 0080 }]\n`],
    ["the value of a variable as a word", `${deployment}          env: [{ name: DEBUG, value: yes }]\n`],
    ["labels in the singular", deployment.replace("      labels:", "      label:")],
    ["a kind in lower case", deployment.replace("kind: Deployment", "kind: deployment")],
    ["a version of an old page", deployment.replace("apps/v1", "extensions/v1beta1")],
    ["ports in the singular", service.replace("ports: [{ port: 80 }]", "port: 80")],
    [
      "a selector that is indented too far",
      deployment.replace("  selector:\n    matchLabels", "    selector:\n      matchLabels"),
    ],
  ])("%s", (_name, text) => {
    expect(first(text)).toMatchSnapshot();
  });
});
