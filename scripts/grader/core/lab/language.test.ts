import { describe, expect, it } from "vitest";
import { issueLines } from "#reporters/words/issue-lines.ts";
import { readLab } from "./lab.ts";

/** What is said about a lab whose only check has these keys, as YAML at its level of indentation. */
function said(keys: string, { scope = "cluster" }: { scope?: "cluster" | "namespace" } = {}): string {
  const text = `version: 1
title: A lab
summary: A lab.
lesson: test
minutes: 1
cluster: { scope: ${scope} }
submission:
  files: [web.yaml]
  kinds: [v1/ConfigMap, v1/Service]
  objects: [{ apiVersion: v1, kind: ConfigMap, name: web }]
checks:
  - id: one
    title: A check
    points: 1
    hints: [{ say: Look. }]
${keys.trim().replace(/^/gm, "    ")}
`;
  const { issues } = readLab({ id: "one", path: "labs/one", files: [{ name: "lab.yaml", text }] });
  return issueLines(issues).replaceAll("labs/one/lab.yaml:", "");
}

const pods = "{ apiVersion: v1, kind: Pod }";
const nodes = "{ apiVersion: v1, kind: Node }";

it("takes every kind of check", () => {
  for (const keys of [
    "manifests: { apiVersion: v1, kind: Service }\nmatches: { spec: { ports: { contains: [{ port: 80 }] } } }\npartial: true",
    `objects: ${nodes}\nsatisfies: objects.size() == facts.pods.size()\nfacts: { pods: ${pods} }\nnever: 5s`,
    `request: { pods: ${pods}, port: 80, answeredBy: { image: "nginx:1.29" } }\nmatches: { status: 200, pod: a }`,
    "may: { serviceAccount: bot, verbs: [get], resources: [pods, deployments.apps, pods/log] }\nmatches: { allowed: true }",
    `logs: { pods: ${pods}, previous: true }\nsatisfies: logs.all(l, l.text.contains("ready"))`,
    `exec: { pods: ${pods}, container: web, command: [id] }\nmatches: { exitCode: 0, stdout: "0" }`,
    `request: { service: web }
matches: { status: 200 }
throughout: true
for: 5s
act:
  - delete: { objects: ${pods}, count: 1 }
  - scale: { object: { apiVersion: apps/v1, kind: Deployment, name: web }, replicas: 2, untilReady: true }
  - hang: { pods: ${pods}, count: 1, port: 80 }
  - patch: { object: { apiVersion: v1, kind: Node, name: a }, merge: { metadata: { labels: { disk: ssd, old: null } } } }
  - apply: { object: { apiVersion: v1, kind: ConfigMap, metadata: { name: a }, data: { a: b } } }
  - exec: { pods: ${pods}, count: 1, container: web, command: [id] }
  - cordon: { runningMostOf: ${pods} }
  - uncordon: everything
  - drain: { runningMostOf: ${pods} }
  - stop: { runningMostOf: ${pods} }
  - stop: { component: kube-scheduler }
  - start: { component: kube-scheduler }
  - start: everything`,
  ])
    expect(said(keys)).toBe("");
});

describe("keys that cannot stand together, or alone", () => {
  const looks = `objects: ${pods}\nmatches: { status: { phase: Running } }`;

  it("are refused", () => {
    expect(said(`${looks}\nnever: 5s\nfor: 5s`)).toMatchInlineSnapshot(
      `"12:5  not-together: The keys never and for cannot stand together. Keep the one that the check needs."`,
    );
    expect(said(`${looks}\nthroughout: true`)).toMatchInlineSnapshot(
      `"12:5  missing-key: The key \`checks[0].act\` is missing. Add it; the schemas in \`labs/\` say what it means."`,
    );
    expect(said(`${looks}\nthroughout: true\nnever: 5s\nact: [{ start: everything }]`)).toMatchInlineSnapshot(
      `"12:5  not-together: The keys throughout and never cannot stand together. Keep the one that the check needs."`,
    );
    expect(said(`${looks}\nfacts: { pods: ${pods} }`)).toMatchInlineSnapshot(
      `"12:5  missing-key: The key \`checks[0].satisfies\` is missing. Add it; the schemas in \`labs/\` say what it means."`,
    );
    expect(
      said("object: { apiVersion: v1, kind: Pod, name: a }\nmatches: { spec: { hostname: a } }\npartial: true"),
    ).toMatchInlineSnapshot(
      `"18:14  not-together: The keys object and partial cannot stand together. Keep the one that the check needs."`,
    );
    expect(said(`objects: ${pods}\nsatisfies: "true"\npartial: true`)).toMatchInlineSnapshot(
      `"12:5  missing-key: The key \`checks[0].matches\` is missing. Add it; the schemas in \`labs/\` say what it means."`,
    );
    expect(said(`request: { service: web, pods: ${pods} }\nmatches: { status: 200 }`)).toMatchInlineSnapshot(
      `"16:5  one-of: Exactly one of service and pods must be there. Keep the one that the check needs."`,
    );
    expect(said("request: { port: 80 }\nmatches: { status: 200 }")).toMatchInlineSnapshot(
      `"16:5  one-of: Exactly one of service and pods must be there. Keep the one that the check needs."`,
    );
  });
});

describe("an act", () => {
  const act = (step: string, options?: Parameters<typeof said>[1]) =>
    said(`objects: ${pods}\nmatches: { status: { phase: Running } }\nact: [${step}]`, options);

  it("that there is not", () => {
    expect(act(`{ delet: { objects: ${pods}, count: 1 } }`)).toMatchInlineSnapshot(
      `"18:13  unknown-key: This file has no key \`checks[0].act[0].delet\`. Did you mean \`delete\`? Correct it; the schemas in \`labs/\` say which keys there are."`,
    );
    expect(act(`{ start: everything, uncordon: everything }`)).toMatchInlineSnapshot(
      `"18:11  invalid-value: \`checks[0].act[0]\` must be a map with at most 1 key; here stands {"start":"everything","uncordon":"everything"}. Change the value."`,
    );
    expect(act("{ start: { component: kube-proxyy } }")).toMatchInlineSnapshot(
      `"18:33  invalid-value: \`checks[0].act[0].start.component\` must be etcd or kube-apiserver or kube-controller-manager or kube-scheduler or kube-proxy or coredns; here stands "kube-proxyy". Did you mean \`kube-proxy\`? Change the value."`,
    );
    expect(act("{ start: all }")).toMatchInlineSnapshot(`
      "18:20  invalid-value: \`checks[0].act[0].start\` must be like \`everything\` or \`{ component: kube-proxy }\`; here stands "all". Change the value."
    `);
    expect(act("{ stop: { component: kube-proxyy } }")).toMatchInlineSnapshot(
      `"18:32  invalid-value: \`checks[0].act[0].stop.component\` must be etcd or kube-apiserver or kube-controller-manager or kube-scheduler or kube-proxy or coredns; here stands "kube-proxyy". Did you mean \`kube-proxy\`? Change the value."`,
    );
    expect(act(`{ stop: { runningMostOf: ${pods}, component: etcd } }`)).toMatchInlineSnapshot(
      `"18:13  one-of: Exactly one of runningMostOf, controlPlane and component must be there. Keep the one that the check needs."`,
    );
    expect(act(`{ delete: { objects: ${pods} } }`)).toMatchInlineSnapshot(
      `"18:13  missing-key: The key \`checks[0].act[0].delete.count\` is missing. Add it; the schemas in \`labs/\` say what it means."`,
    );
    expect(act("{}")).toMatchInlineSnapshot(
      `"18:11  invalid-value: \`checks[0].act[0]\` must be a map with at least one key; here stands {}. Change the value."`,
    );
  });

  it("on a kind that there is not, or that cannot stand there", () => {
    expect(act("{ delete: { objects: { apiVersion: v1, kind: Podd }, count: 1 } }")).toMatchInlineSnapshot(
      `"18:56  unknown-kind: Checkride knows no kind "v1/Podd". Did you mean \`v1/Pod\`? Compare \`apiVersion\` and \`kind\` with \`kubectl api-resources\`."`,
    );
    expect(
      act("{ hang: { pods: { apiVersion: apps/v1, kind: Deployment }, count: 1, port: 80 } }"),
    ).toMatchInlineSnapshot(
      `"18:56  invalid-value: \`checks[0].act[0].hang.pods.kind\` must be v1/Pod; here stands "apps/v1/Deployment". Change the value."`,
    );
    expect(
      said(`request: { service: web, answeredBy: { pods: ${nodes} } }\nmatches: { status: 200 }`),
    ).toMatchInlineSnapshot(
      `"16:74  invalid-value: \`checks[0].request.answeredBy.pods.kind\` must be v1/Pod; here stands "v1/Node". Change the value."`,
    );
    expect(act("{ drain: { runningMostOf: { apiVersion: apps/v1, kind: Deployment } } }")).toMatchInlineSnapshot(
      `"18:66  invalid-value: \`checks[0].act[0].drain.runningMostOf.kind\` must be v1/Pod; here stands "apps/v1/Deployment". Change the value."`,
    );
    expect(
      act("{ scale: { object: { apiVersion: v1, kind: Service, name: web }, replicas: 1 } }"),
    ).toMatchInlineSnapshot(
      `"18:54  invalid-value: \`checks[0].act[0].scale.object.kind\` must be "apps/v1/Deployment" or "apps/v1/ReplicaSet" or "apps/v1/StatefulSet"; here stands "v1/Service". Change the value."`,
    );
  });

  it("with an object that Kubernetes would refuse", () => {
    expect(
      act("{ apply: { object: { apiVersion: v1, kind: Service, metadata: { name: Web }, spec: { prots: [] } } } }"),
    ).toMatchInlineSnapshot(`
      "18:81  invalid-value: \`checks[0].act[0].apply.object.metadata.name\` must be at most 63 lowercase letters, digits and dashes, with a letter or digit at both ends; here stands "Web". Did you mean \`web\`? Change the value.
      18:96  unknown-field: \`checks[0].act[0].apply.object.spec.prots\` is not a field of Kubernetes. Did you mean \`ports\`? Correct the name or the level of indentation."
    `);
    expect(
      act("{ patch: { object: { apiVersion: v1, kind: Node, name: a }, merge: { spec: { unschedulabel: true } } } }"),
    ).toMatchInlineSnapshot(
      `"18:88  unknown-field: \`checks[0].act[0].patch.merge.spec.unschedulabel\` is not a field of Kubernetes. Did you mean \`unschedulable\`? Correct the name or the level of indentation."`,
    );
  });

  it("that others in the cluster would feel, where the lab shares it", () => {
    const shared = { scope: "namespace" } as const;
    expect(act(`{ drain: { runningMostOf: ${pods} } }`, shared)).toMatchInlineSnapshot(
      `"18:13  needs-cluster-scope: \`checks[0].act[0].drain\` changes what others in the cluster would feel, and the lab shares its cluster. Write \`cluster: { scope: cluster }\`, so that the lab has the cluster for itself."`,
    );
    expect(act("{ stop: { component: etcd } }", shared)).toMatchInlineSnapshot(
      `"18:13  needs-cluster-scope: \`checks[0].act[0].stop\` changes what others in the cluster would feel, and the lab shares its cluster. Write \`cluster: { scope: cluster }\`, so that the lab has the cluster for itself."`,
    );
    expect(
      act(
        "{ patch: { object: { apiVersion: v1, kind: Node, name: a }, merge: { spec: { unschedulable: true } } } }",
        shared,
      ),
    ).toMatchInlineSnapshot(
      `"18:13  needs-cluster-scope: \`checks[0].act[0].patch\` changes what others in the cluster would feel, and the lab shares its cluster. Write \`cluster: { scope: cluster }\`, so that the lab has the cluster for itself."`,
    );
    expect(
      act(
        "{ scale: { object: { apiVersion: apps/v1, kind: Deployment, name: coredns, namespace: kube-system }, replicas: 0 } }",
        shared,
      ),
    ).toMatchInlineSnapshot(
      `"18:13  needs-cluster-scope: \`checks[0].act[0].scale\` changes what others in the cluster would feel, and the lab shares its cluster. Write \`cluster: { scope: cluster }\`, so that the lab has the cluster for itself."`,
    );
    expect(
      act("{ apply: { object: { apiVersion: v1, kind: Namespace, metadata: { name: a } } } }", shared),
    ).toMatchInlineSnapshot(
      `"18:13  needs-cluster-scope: \`checks[0].act[0].apply\` changes what others in the cluster would feel, and the lab shares its cluster. Write \`cluster: { scope: cluster }\`, so that the lab has the cluster for itself."`,
    );
    expect(act(`{ delete: { objects: ${pods}, count: 1 } }`, shared)).toBe("");
  });
});

it("a time can begin only with the acts of a check that is needed", () => {
  const looks = `objects: ${pods}\nmatches: { status: { phase: Running } }`;
  expect(said(`${looks}\nsince: two`)).toMatchInlineSnapshot(
    `"18:12  unknown-need: No check "two" stands before this one. A check can need none."`,
  );
});

describe("an expression", () => {
  it("can name only what the check looks at, and its facts", () => {
    const may = "may: { serviceAccount: bot, verbs: [get], resources: [pods] }";
    expect(said(`${may}\nsatisfies: responses.size() == 1`)).toMatchInlineSnapshot(
      `"17:16  invalid-expression: The CEL expression "responses.size() == 1" cannot be used: Unknown variable: responses. What the check looks at says which variable there is; the page of this issue has the list."`,
    );
    expect(said(`logs: { pods: ${pods} }\nsatisfies: facts.nodes.size() == 1`)).toMatchInlineSnapshot(
      `"17:16  invalid-expression: The CEL expression "facts.nodes.size() == 1" cannot be used: Unknown variable: facts. What the check looks at says which variable there is; the page of this issue has the list."`,
    );
    const exec = `exec: { pods: ${pods}, container: web, command: [id] }\nfacts: { nodes: ${nodes} }`;
    expect(said(`${exec}\nsatisfies: results.size() == facts.nods.size()`)).toMatchInlineSnapshot(
      `"18:16  invalid-expression: The CEL expression "results.size() == facts.nods.size()" cannot be used: No such key: nods. What the check looks at says which variable there is; the page of this issue has the list."`,
    );
    expect(said(`${exec}\nsatisfies: results.size() == facts.nodes`)).toMatchInlineSnapshot(
      `"18:16  invalid-expression: The CEL expression "results.size() == facts.nodes" cannot be used: no such overload: int == list<dyn>. What the check looks at says which variable there is; the page of this issue has the list."`,
    );
  });

  it("of a message shows no facts", () => {
    expect(
      said(
        `objects: ${pods}\nfacts: { nodes: ${nodes} }\nsatisfies: objects.size() == facts.nodes.size()\nmessage: "{facts.nodes.size()} it is"`,
      ),
    ).toMatchInlineSnapshot(
      `"19:14  invalid-expression: The CEL expression "facts.nodes.size()" cannot be used: Unknown variable: facts. What the check looks at says which variable there is; the page of this issue has the list."`,
    );
  });
});

describe("what is looked at", () => {
  it("is of a kind that there is, and that can be there", () => {
    expect(
      said(`objects: ${pods}\nsatisfies: facts.x.size() == 1\nfacts: { x: { apiVersion: v1, kind: Nod } }`),
    ).toMatchInlineSnapshot(
      `"18:41  unknown-kind: Checkride knows no kind "v1/Nod". Did you mean \`v1/Node\`? Compare \`apiVersion\` and \`kind\` with \`kubectl api-resources\`."`,
    );
    expect(said(`objects: ${pods}\nsatisfies: "true"\nfacts: { Nodes: ${nodes} }`)).toMatchInlineSnapshot(
      `"18:14  invalid-value: \`checks[0].facts.Nodes\` must be a name like \`nodes\`; here stands "Nodes". Change the value."`,
    );
    expect(said("manifests: { apiVersion: apps/v1, kind: Deployment }\nsatisfies: 'true'")).toMatchInlineSnapshot(
      `"16:45  kind-not-allowed: This is an apps/v1/Deployment, and the lab asks for v1/ConfigMap and v1/Service. Read the task again: which kind does it name?"`,
    );
    expect(said(`logs: { pods: ${nodes} }\nsatisfies: 'true'`)).toMatchInlineSnapshot(
      `"16:43  invalid-value: \`checks[0].logs.pods.kind\` must be v1/Pod; here stands "v1/Node". Change the value."`,
    );
    expect(
      said(
        `request: { pods: { apiVersion: v1, kind: Pod, ownedBy: { apiVersion: v1, kind: Deployment, name: a } } }\nmatches: { status: 200 }`,
      ),
    ).toMatchInlineSnapshot(
      `"16:74  unknown-kind: Checkride knows no kind "v1/Deployment". Did you mean \`apps/v1/Deployment\`? Compare \`apiVersion\` and \`kind\` with \`kubectl api-resources\`."`,
    );
  });

  it("matches by fields that it has", () => {
    expect(
      said(`may: { serviceAccount: bot, verbs: [get], resources: [pods] }\nmatches: { alowed: true }`),
    ).toMatchInlineSnapshot(
      `"17:16  unknown-key: This file has no key \`checks[0].matches.alowed\`. Did you mean \`allowed\`? Correct it; the schemas in \`labs/\` say which keys there are."`,
    );
    expect(
      said(`exec: { pods: ${pods}, container: web, command: [id] }\nmatches: { exitCode: "0" }`),
    ).toMatchInlineSnapshot(
      `"17:26  wrong-type: \`checks[0].matches.exitCode\` must be an integer; here stands "0". Remove the quotes."`,
    );
    expect(said(`logs: { pods: ${pods} }\nmatches: { text: 1 }`)).toMatchInlineSnapshot(
      `"17:22  wrong-type: \`checks[0].matches.text\` must be a string; here stands 1. Put it in quotes."`,
    );
    expect(
      said("manifests: { apiVersion: v1, kind: Service }\nmatches: { spec: { prots: [] } }"),
    ).toMatchInlineSnapshot(
      `"17:24  unknown-field: \`checks[0].matches.spec.prots\` is not a field of Kubernetes. Did you mean \`ports\`? Correct the name or the level of indentation."`,
    );
  });

  it("has lists where it is said how to compare them", () => {
    const service = "manifests: { apiVersion: v1, kind: Service }";
    expect(said(`${service}\nmatches: { spec: { ports: { contains: [{ prot: 80 }] } } }`)).toMatchInlineSnapshot(
      `"17:46  unknown-field: \`checks[0].matches.spec.ports.contains[0].prot\` is not a field of Kubernetes. Did you mean \`port\`? Correct the name or the level of indentation."`,
    );
    expect(said(`${service}\nmatches: { spec: { ports: { contain: [{ port: 80 }] } } }`)).toMatchInlineSnapshot(
      `"17:24  wrong-type: \`checks[0].matches.spec.ports\` must be a list; here stands {"contain":[{"port":80}]}. Put a dash before the first field of each item: it is a list, also with one item in it."`,
    );
    expect(said(`${service}\nmatches: { spec: { selector: { exactly: [web] } } }`)).toMatchInlineSnapshot(
      `"17:24  wrong-type: \`checks[0].matches.spec.selector\` must be a map; here stands ["web"]. Write a value of that type."`,
    );
  });
});

it("takes in only kinds that live in a namespace", () => {
  const { issues } = readLab({
    id: "one",
    path: "labs/one",
    files: [
      {
        name: "lab.yaml",
        text: `version: 1
title: A lab
summary: A lab.
lesson: test
minutes: 1
submission:
  files: [web.yaml]
  kinds: [v1/Node]
  objects: [{ apiVersion: v1, kind: Node, name: web }]
checks:
  - { id: one, title: A, points: 1, hints: [{ say: Look. }], object: { apiVersion: v1, kind: Node, name: web }, satisfies: "true" }
`,
      },
    ],
  });
  expect(issueLines(issues)).toMatchInlineSnapshot(
    `"labs/one/lab.yaml:8:11  invalid-value: \`submission.kinds[0]\` must be a kind whose objects live in a namespace; here stands "v1/Node". Change the value."`,
  );
});
