import { expect, it, vi } from "vitest";
import { openLab } from "#commands/lab-folders.ts";
import { gradeSimulated, testLab } from "#commands/simulated-grade.ts";
import type { Verdict } from "#core/generated/verdict.ts";
import type { Check } from "#core/generated/lab.ts";
import type { Lab } from "#core/lab.ts";

/* Wrong work that other graders let through, by the row of the table in which it was found. */

vi.setConfig({ testTimeout: 60_000 });

const deployment = (replicas: number | string, image = "nginx:1.29") => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: nginx, image: "${image}" }] }
`;
const pod = (name: string, image = "nginx:1.29", more = "") => `---
apiVersion: v1
kind: Pod
metadata: { name: ${name}, labels: { app: web } }
spec: { containers: [{ name: nginx, image: "${image}"${more} }] }
`;
const web = { apiVersion: "apps/v1", kind: "Deployment", name: "web" };
const webPod = { apiVersion: "v1", kind: "Pod", name: "web" };
const podsOfWeb = { apiVersion: "v1", kind: "Pod", ownedBy: web };
const podsLabelled = { apiVersion: "v1", kind: "Pod", labels: { app: "web" } };

const deploymentLab = (checks: Partial<Check>[], setup?: string) =>
  testLab({ kinds: ["apps/v1/Deployment"], objects: [web] }, checks, setup);
const podLab = (checks: Partial<Check>[]) => testLab({ kinds: ["v1/Pod"], objects: [webPod] }, checks);

/** What the verdict says, in short: its status, the issues, and each check's status and mismatches. */
function outcome({ status, checks, issues, error }: Verdict): string {
  const found = checks.flatMap((check) => [
    `${check.id}: ${check.status}`,
    ...check.mismatches.map(({ object, path, expected, actual }) => {
      const field = [object, path].filter(Boolean).join(" ");
      return `  ${field}: ${JSON.stringify(expected)}, found ${JSON.stringify(actual)}`;
    }),
    ...(check.held === undefined ? [] : [`  held ${check.held} ms`]),
  ]);
  const refused = issues.map(({ code, path, location: { line, column } }) => `${line}:${column} ${code} ${path}`);
  return [status, ...(error === undefined ? [] : [error]), ...refused, ...found].join("\n");
}

const graded = async (lab: Lab, text: string) => outcome(await gradeSimulated(lab, { "web.yaml": text }));
const selfHealing = async (text: string, file = "deployment.yaml") =>
  outcome(await gradeSimulated(await openLab("self-healing"), { [file]: text }));

it("1a: a typo in a field to match: the lab is refused", () => {
  const matches = { status: { readyReplcas: 3 } };
  expect(() => deploymentLab([{ id: "a", object: web, matches }])).toThrowErrorMatchingInlineSnapshot(
    `[Error: labs/test/lab.yaml:41:11  unknown-field: \`checks[0].matches.status.readyReplcas\` is not a field of Kubernetes. Did you mean \`readyReplicas\`? Correct the name or the level of indentation.]`,
  );
});

it("1b: a typo in a key of ours: the lab is refused", () => {
  const typo = { matchs: { status: { readyReplicas: 3 } } };
  expect(() => deploymentLab([{ id: "a", object: web, ...typo }])).toThrowErrorMatchingInlineSnapshot(
    `[Error: labs/test/lab.yaml:39:7  unknown-key: This file has no key \`checks[0].matchs\`. Did you mean \`matches\`? Correct it; the schemas in \`labs/\` say which keys there are.]`,
  );
});

it("1c: a typo in what must not be: never true, so that the solution already fails", async () => {
  const lab = podLab([
    { id: "not-failed", object: webPod, satisfies: "object.status.phse != 'Failed'" },
    {
      id: "none-failed",
      objects: podsLabelled,
      satisfies: "objects.filter(pod, pod.status.phse == 'Failed').size() == 0",
    },
    { id: "well-written", object: webPod, satisfies: "object.status.phase != 'Failed'" },
  ]);
  expect(await graded(lab, pod("web"))).toMatchInlineSnapshot(`
    "fail
    not-failed: fail
      Pod/web status.phse: "!= \\"Failed\\"", found undefined
    none-failed: fail
      objects.filter(pod, pod.status.phse == "Failed").size(): 0, found undefined
    well-written: pass"
  `);
});

it("1d: no check at all: the lab is refused; a misspelt file: an issue", async () => {
  expect(() => deploymentLab([])).toThrowErrorMatchingInlineSnapshot(
    `[Error: labs/test/lab.yaml:23:3  invalid-value: \`checks\` must be a list with at least one item; here stands []. Change the value.]`,
  );
  expect(await selfHealing(deployment(3), "deploymnet.yaml")).toMatchInlineSnapshot(`
    "fail
    1:1 unexpected-file 
    1:1 missing-file 
    three-pods-ready: blocked
    stays-ready: blocked
    serves-http: blocked
    lost-pod-is-replaced: blocked
    serves-after-loss: blocked"
  `);
});

it("2a: what holds for every Pod does not hold for none", async () => {
  const lab = deploymentLab([
    { id: "all-run", objects: podsLabelled, satisfies: "objects.all(pod, pod.status.phase == 'Running')" },
    { id: "none-fails", objects: podsLabelled, satisfies: "!objects.exists(pod, pod.status.phase == 'Failed')" },
    { id: "each-runs", objects: podsLabelled, matches: { status: { phase: "Running" } } },
  ]);
  expect(await graded(lab, deployment(0))).toMatchInlineSnapshot(`
    "fail
    all-run: fail
      : "Pod with app=web", found undefined
    none-fails: fail
      : "Pod with app=web", found undefined
    each-runs: fail
      : "Pod with app=web", found undefined"
  `);
});

it("3: a container that runs now and not four seconds later", async () => {
  const satisfies = "object.status.containerStatuses.all(c, c.restartCount == 0 && c.ready)";
  const lab = podLab([
    { id: "now", object: webPod, satisfies },
    { id: "for-a-while", for: "10s", object: webPod, satisfies },
  ]);
  const ends = pod("web", "busybox:1.37", ', command: [sh, -c, "sleep 4; exit 1"]');
  expect(await graded(lab, ends)).toMatchInlineSnapshot(`
    "fail
    now: pass
    for-a-while: fail
      Pod/web object.status.containerStatuses.all(c, c.restartCount == 0 && c.ready): true, found false
      held 4000 ms"
  `);
});

it("4a: a number in quotes submitted: one issue, at its place", async () => {
  expect(await selfHealing(deployment('"3"'))).toMatchInlineSnapshot(`
    "fail
    5:13 wrong-type spec.replicas
    three-pods-ready: blocked
    stays-ready: blocked
    serves-http: blocked
    lost-pod-is-replaced: blocked
    serves-after-loss: blocked"
  `);
});

it("4b: a number in quotes to match: the lab is refused", () => {
  const matches = { spec: { replicas: "3" } };
  expect(() => deploymentLab([{ id: "a", object: web, matches }])).toThrowErrorMatchingInlineSnapshot(
    `[Error: labs/test/lab.yaml:41:23  wrong-type: \`checks[0].matches.spec.replicas\` must be an integer; here stands "3". Remove the quotes.]`,
  );
});

const threeOwned = testLab({ kinds: ["v1/Pod", "apps/v1/Deployment"], objects: [{ ...webPod, name: "a" }] }, [
  {
    id: "owned",
    objects: podsOfWeb,
    satisfies: "objects.filter(pod, condition(pod, 'Ready') == 'True').size() == 3",
  },
]);

it("5a: Pods of one's own in place of the Deployment's", async () => {
  expect(await graded(threeOwned, pod("a") + pod("b") + pod("c"))).toMatchInlineSnapshot(`
    "fail
    owned: fail
      : "Pod owned by Deployment/web", found undefined"
  `);
  expect(await selfHealing(pod("web"))).toMatchInlineSnapshot(`
    "fail
    3:7 kind-not-allowed kind
    three-pods-ready: blocked
    stays-ready: blocked
    serves-http: blocked
    lost-pod-is-replaced: blocked
    serves-after-loss: blocked"
  `);
});

it("5b: the same beside a Deployment that wants none", async () => {
  expect(await graded(threeOwned, deployment(0) + pod("a") + pod("b") + pod("c"))).toMatchInlineSnapshot(`
    "fail
    owned: fail
      : "Pod owned by Deployment/web", found undefined"
  `);
});

it("5c: one good Pod of three", async () => {
  const lab = podLab([{ id: "each-runs", objects: podsLabelled, matches: { status: { phase: "Running" } } }]);
  const broken = "nginx:1.92";
  expect(await graded(lab, pod("web") + pod("b", broken) + pod("c", broken))).toMatchInlineSnapshot(`
    "fail
    each-runs: fail
      Pod/b status.phase: "Running", found "Pending"
      Pod/c status.phase: "Running", found "Pending""
  `);
});

it("6: what looks like an expression in the learner's manifest stays text", async () => {
  const texts = ["(env('HOME'))", "{object.kind}", "${HOME}", "$(HOME)", "`id`", "{{ .Values.x }}", "') || true || ('"];
  const data = Object.fromEntries(texts.map((text, index) => [`key-${index}`, text]));
  const object = { apiVersion: "v1", kind: "ConfigMap", name: "web" };
  const lab = testLab({ kinds: ["v1/ConfigMap"], objects: [object] }, [
    { id: "as-written", object, matches: { data } },
    {
      id: "said",
      object,
      satisfies: "object.data['key-6'] == ''",
      message: "{object.data['key-0']} {object.data['key-1']}",
    },
  ]);
  const manifest = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "web" }, data };
  const verdict = await gradeSimulated(lab, { "web.yaml": JSON.stringify(manifest) });
  expect(outcome(verdict)).toMatchInlineSnapshot(`
    "fail
    as-written: pass
    said: fail
      ConfigMap/web data["key-6"]: "", found "') || true || ('""
  `);
  expect(verdict.checks[1]?.message).toBe("(env('HOME')) {object.kind}");
});

it("7: the old Pods of a Deployment whose new image there is not", async () => {
  const setup = deployment(3);
  const lab = deploymentLab(
    [
      { id: "old-ones-run", object: web, matches: { status: { readyReplicas: 3 } } },
      { id: "updated", object: web, matches: { status: { readyReplicas: 3, updatedReplicas: 3 } } },
    ],
    setup,
  );
  expect(await graded(lab, deployment(3, "nginx:1.92"))).toMatchInlineSnapshot(`
    "fail
    old-ones-run: pass
    updated: fail
      Deployment/web status.updatedReplicas: 3, found 1"
  `);
});

it("8: a broken image, hidden by wanting no Pod", async () => {
  const satisfies = "objects.all(pod, pod.status.containerStatuses.all(c, !has(c.state.waiting)))";
  const lab = deploymentLab([{ id: "none-waits", objects: podsOfWeb, satisfies }]);
  const hidden = deployment(0, "nginx:1.92");
  expect(await graded(lab, hidden)).toMatchInlineSnapshot(`
    "fail
    none-waits: fail
      : "Pod owned by Deployment/web", found undefined"
  `);
  expect(await selfHealing(hidden)).toMatchInlineSnapshot(`
    "fail
    three-pods-ready: fail
      Deployment/web status.readyReplicas: 3, found undefined
      Deployment/web status.updatedReplicas: 3, found undefined
    stays-ready: blocked
    serves-http: blocked
    lost-pod-is-replaced: blocked
    serves-after-loss: blocked"
  `);
});
