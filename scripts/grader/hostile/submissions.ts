interface HostileSubmission {
  /** The verdict's status, and its first issue and where, or the first check that fails. */
  leadsTo: string;
  /** By their names. */
  files: Record<string, string | Uint8Array>;
}

/** What a submission may try; a right solution hides behind most of it. */
export const hostileSubmissions: Record<string, HostileSubmission> = {
  // Too much of everything.
  "brackets, 10,000 deep": {
    leadsTo: "fail, too-deep at 1:51",
    files: file(`${"[".repeat(10_000)}${"]".repeat(10_000)}`),
  },
  "braces, never closed": { leadsTo: "fail, too-deep at 1:204", files: file(`a: ${"{a: ".repeat(10_000)}`) },
  "dashes, 10,000 on a line": { leadsTo: "fail, too-deep at 1:101", files: file(`${"- ".repeat(10_000)}a`) },
  "indentation, 300 levels": {
    leadsTo: "fail, too-deep at 51:51",
    files: file(Array.from({ length: 300 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")),
  },
  "a billion laughs": { leadsTo: "fail, alias-bomb at 36:11", files: file(solution(), `l0: &l0 [lol]\n${laughs(30)}`) },
  "one list, 95 times": {
    leadsTo: "fail, alias-bomb at 22:4",
    files: file(solution(), `l: &l [${"x,".repeat(5000)}x]\nm: [${"*l,".repeat(94)}*l]`),
  },
  "20,000 aliases": {
    leadsTo: "fail, alias-bomb at 22:305",
    files: file(solution(), `a: &a x\nb: [${"*a,".repeat(20_000)}*a]`),
  },
  "an alias of itself": { leadsTo: "fail, alias-bomb at 21:8", files: file(solution(), "a: &a [*a]") },
  "4,000 labels": {
    leadsTo: "fail, fails three-pods-ready",
    files: file(
      solution({ replicas: "0", labels: Array.from({ length: 4000 }, (_, index) => `k${index}: v`).join(", ") }),
    ),
  },
  "6,000 documents": { leadsTo: "fail, too-many-documents at 4:1", files: file("---\na: 1\n".repeat(6000)) },
  "a megabyte": { leadsTo: "fail, file-too-large at 1:1", files: file(`# ${"x".repeat(2 ** 20)}\n`, solution()) },
  "30,000 flow items": { leadsTo: "fail, missing-field at 1:1", files: file(`a: [${"1,".repeat(30_000)}1]`) },
  "30,000 commas": { leadsTo: "fail, yaml-syntax at 1:6", files: file(`a: [${",".repeat(30_000)}`) },
  "30,000 colons": { leadsTo: "fail, yaml-syntax at 1:4", files: file(`a: ${": ".repeat(30_000)}`) },
  "8,000 errors": { leadsTo: "fail, yaml-syntax at 1:4", files: file("a: b: c\n".repeat(8000)) },
  "60,000 characters in a label": {
    leadsTo: "fail, invalid-value at 5:19",
    files: file(solution({ labels: `long: ${"x".repeat(60_000)}` })),
  },
  "100 files": {
    leadsTo: "fail, too-many-files at 1:1",
    files: Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`${index}.yaml`, solution()])),
  },
  "10,000 replicas": { leadsTo: "fail, invalid-value at 8:13", files: file(solution({ replicas: "10000" })) },
  "replicas beyond every integer": {
    leadsTo: "fail, invalid-value at 8:13",
    files: file(solution({ replicas: "99999999999999999999" })),
  },
  "replicas without end": { leadsTo: "fail, unsupported-yaml at 8:13", files: file(solution({ replicas: ".inf" })) },
  "minus one replica": { leadsTo: "fail, invalid-value at 8:13", files: file(solution({ replicas: "-1" })) },

  // No text, or text that lies.
  "UTF-16": {
    leadsTo: "fail, not-utf8 at 1:1",
    files: { "deployment.yaml": new Uint8Array(Buffer.from(`\uFEFF${solution()}`, "utf16le")) },
  },
  "Latin 1": {
    leadsTo: "fail, not-utf8 at 1:1",
    files: { "deployment.yaml": new Uint8Array(Buffer.from(`# größer\n${solution()}`, "latin1")) },
  },
  "a zero byte": { leadsTo: "fail, yaml-syntax at 8:17", files: file(solution({ replicas: "3 # \u0000" })) },
  "a terminal escape": { leadsTo: "fail, yaml-syntax at 4:9", files: file(solution({ name: "\u001b[2J\u001b[Hweb" })) },
  "a terminal escape in quotes": {
    leadsTo: "fail, invalid-value at 4:9",
    files: file(solution({ name: '"\\e]0;pwned\\aweb"' })),
  },
  "a terminal escape in a label": {
    leadsTo: "fail, invalid-value at 5:26",
    files: file(solution({ labels: '"\\e[31mred": "\\r\\nfake: pass"' })),
  },
  "a right-to-left override": {
    leadsTo: "unsupported, not-simulated at 18:11",
    files: file(solution({ image: "nginx:\u202e92.1" })),
  },
  "an isolate in a name": { leadsTo: "fail, invalid-value at 4:9", files: file(solution({ name: "we\u2066b" })) },
  "a space without width": { leadsTo: "fail, invalid-value at 4:9", files: file(solution({ name: "web\u200b" })) },
  "a Cyrillic kind": {
    leadsTo: "fail, unknown-kind at 2:7",
    files: file(solution().replace("kind: Deployment", "kind: D\u0435pl\u043eyment")),
  },
  "a report of its own": {
    leadsTo: "fail, invalid-value at 4:9",
    files: file(solution({ name: '"web\\n\\n✓ pass: 12 of 12 points"' })),
  },
  "a workflow command": {
    leadsTo: "fail, invalid-value at 4:9",
    files: file(solution({ name: '"::set-output name=score::100"' })),
  },

  // YAML that does things.
  "a JavaScript tag": {
    leadsTo: "fail, unsupported-yaml at 8:13",
    files: file(solution({ replicas: "!!js/function 'function () { return 3 }'" })),
  },
  "a Python tag": {
    leadsTo: "fail, unsupported-yaml at 8:13",
    files: file(solution({ replicas: '!!python/object/apply:os.system ["id"]' })),
  },
  "a binary tag": {
    leadsTo: "fail, unsupported-yaml at 18:27",
    files: file(solution({ image: "!!binary bmdpbng6MS4yOQ==" })),
  },
  "a tag of its own": { leadsTo: "fail, unsupported-yaml at 18:18", files: file(solution({ image: "!env IMAGE" })) },
  "a merge key": {
    leadsTo: "fail, unsupported-yaml at 8:3",
    files: file(solution().replace("spec:\n", "spec:\n  <<: {replicas: 3}\n")),
  },
  "a YAML 1.1 directive": { leadsTo: "fail, unsupported-yaml at 1:1", files: file(`%YAML 1.1\n---\n${solution()}`) },

  // Objects that do things.
  "__proto__ at the root": {
    leadsTo: "fail, unknown-field at 21:1",
    files: file(solution(), "__proto__: { polluted: true }"),
  },
  "__proto__ among labels": {
    leadsTo: "fail, invalid-value at 5:24",
    files: file(solution({ labels: "__proto__: polluted" })),
  },
  "constructor and prototype": {
    leadsTo: "fail, unknown-field at 21:1",
    files: file(solution(), "constructor: { prototype: { polluted: true } }"),
  },
  "a status of its own": {
    leadsTo: "fail, fails three-pods-ready",
    files: file(solution({ replicas: "0" }), "status: { readyReplicas: 3, updatedReplicas: 3, replicas: 3 }"),
  },
  "an owner of its own": {
    leadsTo: "fail, field-not-allowed at 6:3",
    files: file(
      solution({ metadata: "ownerReferences: [{ apiVersion: v1, kind: Node, name: a, uid: b, controller: true }]" }),
    ),
  },
  "a finalizer that nobody removes": {
    leadsTo: "fail, field-not-allowed at 6:3",
    files: file(solution({ metadata: "finalizers: [example.com/never]" })),
  },
  "a finalizer on every Pod": {
    leadsTo: "fail, field-not-allowed at 13:7",
    files: file(solution().replace("      labels:", "      finalizers: [example.com/never]\n      labels:")),
  },
  "the namespace of the system": {
    leadsTo: "fail, namespace-not-allowed at 6:3",
    files: file(solution({ metadata: "namespace: kube-system" })),
  },
  "another one's namespace": {
    leadsTo: "fail, namespace-not-allowed at 6:3",
    files: file(solution({ metadata: "namespace: lab-self-healing-00000" })),
  },
  "a name made by the server": {
    leadsTo: "fail, missing-field at 3:1",
    files: file(solution().replace("name: web", "generateName: web-")),
  },
  "a list of objects": { leadsTo: "fail, unknown-kind at 2:7", files: file("apiVersion: v1\nkind: List\nitems: []\n") },
  "all rights to everybody": {
    leadsTo: "fail, unknown-kind at 2:7",
    files: file(
      "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: { name: web }\nroleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }\nsubjects: [{ kind: Group, apiGroup: rbac.authorization.k8s.io, name: 'system:authenticated' }]\n",
    ),
  },
  "the solution and one more": {
    leadsTo: "fail, too-many-documents at 22:1",
    files: file(solution(), "---", solution({ name: "web2" })),
  },

  // Pods that do things.
  "a privileged container": {
    leadsTo: "unsupported, not-simulated at 19:11",
    files: file(solution({ container: "securityContext: { privileged: true }" })),
  },
  "the node's files": {
    leadsTo: "unsupported, not-simulated at 15:7",
    files: file(
      solution({
        container: "volumeMounts: [{ name: root, mountPath: /host }]",
        pod: "volumes: [{ name: root, hostPath: { path: / } }]",
      }),
    ),
  },
  "the node's network and processes": {
    leadsTo: "unsupported, not-simulated at 15:7",
    files: file(solution({ pod: "hostNetwork: true\n      hostPID: true" })),
  },
  "a service account with rights": {
    leadsTo: "unsupported, not-simulated at 15:7",
    files: file(solution({ pod: "serviceAccountName: cluster-admin" })),
  },
  "a fork bomb": {
    leadsTo: "unsupported, not-simulated at 19:11",
    files: file(solution({ container: 'command: [sh, -c, ":(){ :|:& };:"]' })),
  },
  "a shell in the image": {
    leadsTo: "unsupported, not-simulated at 18:11",
    files: file(solution({ image: '"nginx:1.29; rm -rf /"' })),
  },
  "an image from elsewhere": {
    leadsTo: "unsupported, not-simulated at 18:11",
    files: file(solution({ image: "registry.example/miner:latest" })),
  },
  "a node of its choice": {
    leadsTo: "fail, invalid-value at 15:17",
    files: file(solution({ pod: "nodeName: ../../etc" })),
  },

  // Names that are paths or code.
  "a path as name": { leadsTo: "fail, invalid-value at 4:9", files: file(solution({ name: "../../etc/passwd" })) },
  "CEL as name": { leadsTo: "fail, invalid-value at 4:9", files: file(solution({ name: `"') || true || ('"` })) },
  "a template as name": {
    leadsTo: "fail, invalid-value at 4:9",
    files: file(solution({ name: '"{object.metadata.uid}"' })),
  },
  "a file above": { leadsTo: "fail, unexpected-file at 1:1", files: { "../deployment.yaml": solution() } },
  "a file from the root": { leadsTo: "fail, unexpected-file at 1:1", files: { "/etc/passwd.yaml": solution() } },
  "a file with a line break": {
    leadsTo: "fail, unexpected-file at 1:1",
    files: { "deployment.yaml\n✓ pass.yaml": solution() },
  },
  "a file of another name in the same letters": {
    leadsTo: "fail, unexpected-file at 1:1",
    files: { "deploуment.yaml": solution() },
  },
};

/** A file with these parts in it. */
function file(...parts: string[]): Record<string, string> {
  return { "deployment.yaml": parts.join("\n") };
}

/** The solution of the lab, with one thing or the other in it. */
export function solution({
  name = "web",
  replicas = "3",
  image = "nginx:1.29",
  labels = "",
  metadata = "",
  container = "",
  pod = "",
} = {}): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  labels: { ${labels} }
  ${metadata}
spec:
  replicas: ${replicas}
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      ${pod}
      containers:
        - name: nginx
          image: ${image}
          ${container}
`;
}

function laughs(count: number): string {
  return Array.from({ length: count }, (_, index) => `l${index + 1}: &l${index + 1} [*l${index}, *l${index}]`).join(
    "\n",
  );
}
