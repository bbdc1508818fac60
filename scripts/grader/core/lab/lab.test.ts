import { describe, expect, it } from "vitest";
import { issueLines } from "#reporters/words/issue-lines.ts";
import { readLab } from "./lab.ts";

const labFile = `version: 1
title: A Deployment
summary: Run it.
lesson: beginner/architecture
minutes: 5
submission:
  files: [web.yaml]
  kinds: [apps/v1/Deployment]
  objects: [{ apiVersion: apps/v1, kind: Deployment, name: web }]
checks:
  - id: ready
    title: It is ready
    points: 2
    object: { apiVersion: apps/v1, kind: Deployment, name: web }
    matches: { status: { readyReplicas: 3 } }
    hints: [{ say: Look. }]
  - id: serves
    title: It serves
    points: 1
    needs: [ready]
    request: { service: web }
    satisfies: responses.all(r, r.status == 200)
    message: "{responses.size()} answers"
    hints: [{ say: Look. }]
`;
const setup = "apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { ports: [{ port: 80 }] }\n";

function read(text: string | undefined, ...setups: string[]) {
  const files = setups.map((content, index) => ({ name: `setup/${index}.yaml`, text: content }));
  return readLab({
    id: "one",
    path: "labs/one",
    files: text === undefined ? files : [{ name: "lab.yaml", text }, ...files],
  });
}

/** What is said about the lab file after one change to it. */
function changed(from: string, to: string): string {
  expect(labFile).toContain(from);
  const { lab, issues } = read(labFile.replace(from, to));
  expect(lab).toBe(undefined);
  return issueLines(issues);
}

it("gives the lab with its setup, and a digest over all that grades", () => {
  const { lab, issues } = read(labFile, setup);
  expect(issues).toEqual([]);
  expect(lab?.id).toBe("one");
  expect(lab?.file.checks.map(({ id }) => id)).toEqual(["ready", "serves"]);
  expect(lab?.setup.map(({ object }) => object.kind)).toEqual(["Service"]);
  expect(lab?.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(read(labFile, setup).lab?.digest).toBe(lab?.digest);
  expect(read(labFile, setup.replace("80", "81")).lab?.digest).not.toBe(lab?.digest);
});

describe("an experiment", () => {
  const experiment = labFile.replace(/submission:\n(  .*\n)+/, "");

  it("is a lab file without a submission", () => {
    const { lab, issues } = read(experiment, setup);
    expect(issues).toEqual([]);
    expect(lab?.file.submission).toBe(undefined);
  });

  it("has no manifests that a check could look at", () => {
    const looking = experiment
      .replace("request: { service: web }", "manifests: { apiVersion: v1, kind: Pod }")
      .replace("responses.all(r, r.status == 200)", "objects.size() > 0")
      .replace(/    message.*\n/, "");
    expect(issueLines(read(looking).issues)).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:17:40  kind-not-allowed: This is a v1/Pod, and the lab asks for none. Read the task again: which kind does it name?"`,
    );
  });
});

describe("what a check stops", () => {
  const stopping = (stop: string) => changed("    request:", `    act: [{ stop: ${stop} }]\n    request:`);

  it("is one thing, and a program is that of a node", () => {
    expect(stopping("{ component: etcd, controlPlane: true }")).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:21:13  one-of: Exactly one of runningMostOf, controlPlane and component must be there. Keep the one that the check needs."`,
    );
    expect(stopping("{ program: kubelet }")).toMatchInlineSnapshot(`
      "labs/one/lab.yaml:21:13  one-of: Exactly one of runningMostOf, controlPlane and component must be there. Keep the one that the check needs.
      labs/one/lab.yaml:21:13  missing-key: The key \`checks[1].act[0].stop.runningMostOf\` is missing. Add it; the schemas in \`labs/\` say what it means."
    `);
    expect(stopping("{ program: kubelt, runningMostOf: { apiVersion: v1, kind: Pod } }")).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:21:30  invalid-value: \`checks[1].act[0].stop.program\` must be kubelet or containerd; here stands "kubelt". Did you mean \`kubelet\`? Change the value."`,
    );
  });

  it("is felt by others, so that the lab must have the cluster for itself", () => {
    expect(stopping("{ controlPlane: true }")).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:21:13  needs-cluster-scope: \`checks[1].act[0].stop\` changes what others in the cluster would feel, and the lab shares its cluster. Write \`cluster: { scope: cluster }\`, so that the lab has the cluster for itself."`,
    );
  });
});

describe("a lab file that is no lab file", () => {
  it("is refused", () => {
    expect(issueLines(read(undefined).issues)).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:1:1  missing-file: The file lab.yaml is missing. Add lab.yaml and grade again."`,
    );
    expect(issueLines(read("").issues)).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:1:1  empty-file: The file holds no manifest. Write the manifest, or take the exercise's file again."`,
    );
    expect(issueLines(read("checks: [").issues)).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:1:10  yaml-syntax: This is not YAML: flow sequence in block collection must be sufficiently indented and end with a ]. YAML needs every quote and bracket closed."`,
    );
    expect(issueLines(read("just text").issues)).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:1:1  wrong-type: The document must be a map; here stands "just text". Write a value of that type."`,
    );
    expect(issueLines(read(`${labFile}---\n${labFile}`).issues)).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:26:1  too-many-documents: The file holds 2 objects, and 1 is allowed. Remove what the task does not ask for."`,
    );
  });
});

describe("a key", () => {
  it("that is misspelt", () => {
    expect(changed("title: A", "tilte: A")).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:2:1  unknown-key: This file has no key \`tilte\`. Did you mean \`title\`? Correct it; the schemas in \`labs/\` say which keys there are."`,
    );
    expect(changed("    matches:", "    mathces:")).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:15:5  unknown-key: This file has no key \`checks[0].mathces\`. Did you mean \`matches\`? Correct it; the schemas in \`labs/\` say which keys there are."`,
    );
    expect(changed("    needs:", "    need:")).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:20:5  unknown-key: This file has no key \`checks[1].need\`. Did you mean \`needs\`? Correct it; the schemas in \`labs/\` say which keys there are."`,
    );
    expect(changed("request: { service: web }", "request: { service: web, protocol: udp }")).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:21:30  unknown-key: This file has no key \`checks[1].request.protocol\`. Correct it; the schemas in \`labs/\` say which keys there are."`,
    );
  });

  it("that is missing, or there twice", () => {
    expect(changed("    points: 2\n", "")).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:11:5  missing-key: The key \`checks[0].points\` is missing. Add it; the schemas in \`labs/\` say what it means."`,
    );
    expect(changed("    matches: { status: { readyReplicas: 3 } }\n", "")).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:11:5  one-of: Exactly one of matches and satisfies must be there. Keep the one that the check needs."`,
    );
    expect(changed("    request: { service: web }\n", "")).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:17:5  one-of: Exactly one of manifests, object, objects, request, may, logs and exec must be there. Keep the one that the check needs."`,
    );
    expect(
      changed(
        "    request: { service: web }",
        "    request: { service: web }\n    objects: { apiVersion: v1, kind: Pod }",
      ),
    ).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:17:5  one-of: Exactly one of manifests, object, objects, request, may, logs and exec must be there. Keep the one that the check needs."`,
    );
    expect(
      changed("    request: { service: web }", "    request: { service: web }\n    matches: { status: 200 }"),
    ).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:17:5  one-of: Exactly one of matches and satisfies must be there. Keep the one that the check needs."`,
    );
    expect(
      changed("    satisfies: responses.all(r, r.status == 200)\n", "    matches: { status: 200 }\n"),
    ).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:17:5  missing-key: The key \`checks[1].satisfies\` is missing. Add it; the schemas in \`labs/\` say what it means."`,
    );
    expect(changed("title: A", "title: B\ntitle: A")).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:3:1  duplicate-key: The key \`title\` stands here a second time. Keep one of the two."`,
    );
    expect(changed("checks:", "other: [] #")).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:11:1  yaml-syntax: This is not YAML: a block sequence may not be used as an implicit map key. YAML needs one key on a line, each level indented alike, and quotes around text with a colon in it."`,
    );
  });

  it("of the wrong type or value", () => {
    expect(changed("points: 2", 'points: "2"')).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:13:13  wrong-type: \`checks[0].points\` must be an integer; here stands "2". Remove the quotes."`,
    );
    expect(changed("points: 2", "points: 0")).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:13:13  invalid-value: \`checks[0].points\` must be at least 1; here stands 0. Change the value."`,
    );
    expect(changed("version: 1", "version: 2")).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:1:10  invalid-value: \`version\` must be 1; here stands 2. Change the value."`,
    );
    expect(changed("minutes: 5", "minutes: 5\ncluster: { workers: 9 }")).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:6:21  invalid-value: \`cluster.workers\` must be at most 5; here stands 9. Change the value."`,
    );
    expect(changed("needs: [ready]", "needs: [ready, ready]")).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:20:5  invalid-value: \`checks[1].needs\` must be a list without repetitions; here stands ["ready","ready"]. Change the value."`,
    );
    expect(changed("needs: [ready]", "needs: [ready]\n    within: 5 minutes")).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:21:13  invalid-value: \`checks[1].within\` must be like \`30s\`; here stands "5 minutes". Change the value."`,
    );
    expect(changed("id: ready", "id: Ready")).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:11:9  invalid-value: \`checks[0].id\` must be like \`three-pods-ready\`; here stands "Ready". Change the value."`,
    );
    expect(changed("hints: [{ say: Look. }]", "hints: []")).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:16:5  invalid-value: \`checks[0].hints\` must be a list with at least one item; here stands []. Change the value."`,
    );
    expect(changed("[web.yaml]", "[../web.yaml]")).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:7:11  invalid-value: \`submission.files[0]\` must be like \`deployment.yaml\`; here stands "../web.yaml". Change the value."`,
    );
    expect(changed("title: A Deployment", "title: yes")).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:2:8  wrong-type: \`title\` must be a string; here stands true. Put it in quotes: YAML reads \`yes\`, \`no\`, \`on\`, \`off\`, \`y\` and \`n\` as true or false."`,
    );
  });
});

describe("a name that refers to nothing", () => {
  it("among checks", () => {
    expect(changed("needs: [ready]", "needs: [redy]")).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:20:13  unknown-need: No check "redy" stands before this one. Did you mean \`ready\`? A check can need ready."`,
    );
    expect(changed("needs: [ready]", "needs: [serves]")).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:20:13  unknown-need: No check "serves" stands before this one. A check can need ready."`,
    );
    expect(changed("  - id: ready", "  - id: ready\n    needs: [serves]")).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:12:13  unknown-need: No check "serves" stands before this one. A check can need none."`,
    );
    expect(changed("id: serves", "id: ready")).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:17:9  duplicate-check: There is already a check "ready". Give each check an id of its own."`,
    );
    expect(changed("checks:\n", "asks: [{ say: Run it., checks: [redy] }]\nchecks:\n")).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:10:33  unknown-check: The lab has no check "redy". Did you mean \`ready\`? It has ready and serves."`,
    );
  });

  it("among kinds", () => {
    const satisfied = "satisfies: object.status.readyReplicas == 3";
    expect(
      changed(
        "kind: Deployment, name: web }\n    matches: { status: { readyReplicas: 3 } }",
        `kind: Deploymnet, name: web }\n    ${satisfied}`,
      ),
    ).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:14:42  unknown-kind: Checkride knows no kind "apps/v1/Deploymnet". Did you mean \`apps/v1/Deployment\`? Compare \`apiVersion\` and \`kind\` with \`kubectl api-resources\`."`,
    );
    expect(
      changed("kind: Deployment, name: web }\n    matches", "kind: Deploymnet, name: web }\n    matches"),
    ).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:14:42  unknown-kind: Checkride knows no kind "apps/v1/Deploymnet". Did you mean \`apps/v1/Deployment\`? Compare \`apiVersion\` and \`kind\` with \`kubectl api-resources\`."`,
    );
    expect(changed("kinds: [apps/v1/Deployment]", "kinds: [apps/v1/Deployment, v1/Deployment]")).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:8:31  unknown-kind: Checkride knows no kind "v1/Deployment". Did you mean \`apps/v1/Deployment\`? Compare \`apiVersion\` and \`kind\` with \`kubectl api-resources\`."`,
    );
    expect(changed("kinds: [apps/v1/Deployment]", "kinds: [v1/Pod]")).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:9:42  kind-not-allowed: This is an apps/v1/Deployment, and the lab asks for v1/Pod. Read the task again: which kind does it name?"`,
    );
    expect(
      changed(
        "    request: { service: web }",
        "    act: [{ delete: { objects: { apiVersion: v2, kind: Pod, ownedBy: { apiVersion: apps/v1, kind: DeploymentSet, name: web } }, count: 1 } }]\n    request: { service: web }",
      ),
    ).toMatchInlineSnapshot(`
      "labs/one/lab.yaml:21:46  unknown-kind: Checkride knows no kind "v2/Pod". Did you mean \`v1/Pod\`? Compare \`apiVersion\` and \`kind\` with \`kubectl api-resources\`.
      labs/one/lab.yaml:21:99  unknown-kind: Checkride knows no kind "apps/v1/DeploymentSet". Did you mean \`apps/v1/Deployment\`? Compare \`apiVersion\` and \`kind\` with \`kubectl api-resources\`."
    `);
  });
});

describe("what a check matches", () => {
  it("must be fields that there are, with values that they can have", () => {
    expect(changed("readyReplicas: 3", "readyReplcas: 3")).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:15:26  unknown-field: \`checks[0].matches.status.readyReplcas\` is not a field of Kubernetes. Did you mean \`readyReplicas\`? Correct the name or the level of indentation."`,
    );
    expect(changed("readyReplicas: 3", 'readyReplicas: "3"')).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:15:41  wrong-type: \`checks[0].matches.status.readyReplicas\` must be an integer; here stands "3". Remove the quotes."`,
    );
    expect(changed("matches: { status:", "matches: { spec: { image: nginx }, status:")).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:15:24  unknown-field: \`checks[0].matches.spec.image\` is not a field of Kubernetes. \`kubectl explain\` lists the fields that there are."`,
    );
  });

  it("must be what responses have", () => {
    const to = (matches: string) =>
      changed(
        'satisfies: responses.all(r, r.status == 200)\n    message: "{responses.size()} answers"',
        `matches: ${matches}`,
      );
    expect(to("{ statsu: 200 }")).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:22:16  unknown-key: This file has no key \`checks[1].matches.statsu\`. Did you mean \`status\`? Correct it; the schemas in \`labs/\` say which keys there are."`,
    );
    expect(to('{ status: "200" }')).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:22:24  wrong-type: \`checks[1].matches.status\` must be an integer; here stands "200". Remove the quotes."`,
    );
    expect(to("{ status: 200, body: [hello] }")).toMatchInlineSnapshot(
      `"labs/one/lab.yaml:22:29  wrong-type: \`checks[1].matches.body\` must be a string; here stands ["hello"]. Write a value of that type."`,
    );
  });
});

it("refuses expressions that cannot be used", () => {
  expect(changed("r.status == 200)", "r.status == 200")).toMatchInlineSnapshot(
    `"labs/one/lab.yaml:22:16  invalid-expression: The CEL expression "responses.all(r, r.status == 200" cannot be used: Expected RPAREN, got EOF. What the check looks at says which variable there is; the page of this issue has the list."`,
  );
  expect(changed("responses.all(r, r.status == 200)", "objects.size() == 1")).toMatchInlineSnapshot(
    `"labs/one/lab.yaml:22:16  invalid-expression: The CEL expression "objects.size() == 1" cannot be used: Unknown variable: objects. What the check looks at says which variable there is; the page of this issue has the list."`,
  );
  expect(changed("responses.all(r, r.status == 200)", "responses.size()")).toMatchInlineSnapshot(
    `"labs/one/lab.yaml:22:16  invalid-expression: The CEL expression "responses.size()" cannot be used: it gives int, and a check needs true or false. What the check looks at says which variable there is; the page of this issue has the list."`,
  );
  expect(changed("{responses.size()} answers", "{response.size()} of {responses.size( answers}"))
    .toMatchInlineSnapshot(`
    "labs/one/lab.yaml:23:14  invalid-expression: The CEL expression "response.size()" cannot be used: Unknown variable: response. What the check looks at says which variable there is; the page of this issue has the list.
    labs/one/lab.yaml:23:14  invalid-expression: The CEL expression "responses.size( answers" cannot be used: Expected RPAREN, got EOF. What the check looks at says which variable there is; the page of this issue has the list."
  `);
});

it("refuses a broken setup", () => {
  expect(issueLines(read(labFile, "a: [").issues)).toMatchInlineSnapshot(
    `"labs/one/setup/0.yaml:1:5  yaml-syntax: This is not YAML: flow sequence in block collection must be sufficiently indented and end with a ]. YAML needs every quote and bracket closed."`,
  );
  expect(issueLines(read(labFile, setup.replace("port: 80", "prot: 80")).issues)).toMatchInlineSnapshot(
    `"labs/one/setup/0.yaml:4:19  unknown-field: \`spec.ports[0].prot\` is not a field of Kubernetes. Did you mean \`port\`? Correct the name or the level of indentation."`,
  );
  expect(issueLines(read(labFile, setup.replace("Service", "Servic"), "just text").issues)).toMatchInlineSnapshot(`
    "labs/one/setup/0.yaml:2:7  unknown-kind: Checkride knows no kind "v1/Servic". Did you mean \`v1/Service\`? Compare \`apiVersion\` and \`kind\` with \`kubectl api-resources\`.
    labs/one/setup/1.yaml:1:1  not-a-map: A manifest is a map with \`apiVersion\`, \`kind\` and \`metadata\`; here stands "just text". Start with \`apiVersion:\` and \`kind:\`, each on a line of its own."
  `);
});
