import type { Check } from "#core/generated/lab.ts";
import type { Verdict } from "#core/generated/verdict.ts";
import type { Lab } from "#core/lab/lab.ts";
import { courseAt } from "#course/course.ts";
import { openLab } from "#course/labs.ts";
import { testLab } from "#testing/simulated-grade.ts";

/** For tests: wrong work that other graders let through, graded by a lab that could let it through, too. */
export interface WrongWork {
  /** The row of the table in which it was found, and what it is. */
  title: string;
  lab: Lab;
  /** What is submitted, by the files' names. */
  files: Record<string, string>;
  /** What {@link outcome} gives for the verdict, on every cluster. */
  outcome: string;
}

/** A Deployment of so many Pods. */
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
const service = (app: string) => `---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: ${app} }, ports: [{ port: 80 }] }
`;

export const web = { apiVersion: "apps/v1", kind: "Deployment", name: "web" };
const webPod = { apiVersion: "v1", kind: "Pod", name: "web" };
const podsOfWeb = { apiVersion: "v1", kind: "Pod", ownedBy: web };
const podsLabelled = { apiVersion: "v1", kind: "Pod", labels: { app: "web" } };

/** For tests: a lab that takes Deployments. */
export const deploymentLab = (checks: Partial<Check>[], setup?: string) =>
  testLab({ kinds: ["apps/v1/Deployment"], objects: [web] }, checks, setup);
const podLab = (checks: Partial<Check>[]) => testLab({ kinds: ["v1/Pod"], objects: [webPod] }, checks);

/** For tests: what the verdict says, in short: its status, the issues, and each check's status and mismatches. */
export function outcome({ status, checks, issues, error }: Verdict): string {
  const found = checks.flatMap((check) => [
    `${check.id}: ${check.status}`,
    ...check.mismatches.map(({ object, path, expected, actual }) => {
      const field = [object, path].filter(Boolean).join(" ");
      return `  ${field}: ${JSON.stringify(expected)}, found ${JSON.stringify(actual)}`;
    }),
    ...(check.message === undefined ? [] : [`  says ${check.message}`]),
    ...(check.held === undefined || check.held === 0 ? [] : ["  held for a while"]),
  ]);
  const refused = issues.map(({ code, path, location: { line, column } }) => `${line}:${column} ${code} ${path}`);
  return [status, ...(error === undefined ? [] : [error]), ...refused, ...found].join("\n");
}

const selfHealing = await openLab("self-healing", courseAt("."));
const blocked = selfHealing.file.checks.map(({ id }) => `${id}: blocked`).join("\n");

const nameless = podLab([
  { id: "not-failed", object: webPod, satisfies: "object.status.phse != 'Failed'" },
  {
    id: "none-failed",
    objects: podsLabelled,
    satisfies: "objects.filter(pod, pod.status.phse == 'Failed').size() == 0",
  },
  { id: "never-failed", object: webPod, satisfies: "object.status.phse == 'Failed'", never: "5s" },
  { id: "well-written", object: webPod, satisfies: "object.status.phase != 'Failed'" },
]);

const overNothing = deploymentLab([
  { id: "all-run", objects: podsLabelled, satisfies: "objects.all(pod, pod.status.phase == 'Running')" },
  { id: "none-fails", objects: podsLabelled, satisfies: "!objects.exists(pod, pod.status.phase == 'Failed')" },
  { id: "each-runs", objects: podsLabelled, matches: { status: { phase: "Running" } } },
  { id: "never-fails", objects: podsLabelled, matches: { status: { phase: "Failed" } }, never: "5s" },
]);

const slices = {
  apiVersion: "discovery.k8s.io/v1",
  kind: "EndpointSlice",
  labels: { "kubernetes.io/service-name": "web" },
};
const endpoints = testLab({ kinds: ["apps/v1/Deployment", "v1/Service"], objects: [web] }, [
  { id: "all-ready", objects: slices, satisfies: "objects.all(slice, slice.endpoints.all(e, e.conditions.ready))" },
  {
    id: "none-unready",
    objects: slices,
    satisfies: "!objects.exists(slice, slice.endpoints.exists(e, !e.conditions.ready))",
  },
]);

const restarts = "object.status.containerStatuses.all(c, c.restartCount == 0 && c.ready)";
const restarted = "object.status.containerStatuses.exists(c, c.restartCount > 0)";
const staysUp = podLab([
  { id: "now", object: webPod, satisfies: restarts },
  { id: "for-a-while", for: "10s", object: webPod, satisfies: restarts },
  // Longer than a slow machine needs to start the container twice: it is over as soon as it is seen.
  { id: "never-restarts", never: "60s", object: webPod, satisfies: restarted },
]);

const threeOwned = testLab({ kinds: ["v1/Pod", "apps/v1/Deployment"], objects: [{ ...webPod, name: "a" }] }, [
  {
    id: "owned",
    objects: podsOfWeb,
    satisfies: "objects.filter(pod, condition(pod, 'Ready') == 'True').size() == 3",
  },
]);

const texts = ["(env('HOME'))", "{object.kind}", "${HOME}", "$(HOME)", "`id`", "{{ .Values.x }}", "') || true || ('"];
const data = Object.fromEntries(texts.map((text, index) => [`key-${index}`, text]));
const configMap = { apiVersion: "v1", kind: "ConfigMap", name: "web" };
const expressions = testLab({ kinds: ["v1/ConfigMap"], objects: [configMap] }, [
  { id: "as-written", object: configMap, matches: { data } },
  {
    id: "said",
    object: configMap,
    satisfies: "object.data['key-6'] == ''",
    message: "{object.data['key-0']} {object.data['key-1']}",
  },
]);

const updated = deploymentLab(
  [
    { id: "old-ones-run", object: web, matches: { status: { readyReplicas: 3 } } },
    { id: "updated", object: web, matches: { status: { readyReplicas: 3, updatedReplicas: 3 } } },
  ],
  deployment(3),
);

const noneWaits = deploymentLab([
  {
    id: "none-waits",
    objects: podsOfWeb,
    satisfies: "objects.all(pod, pod.status.containerStatuses.all(c, !has(c.state.waiting)))",
  },
]);

const hidden = deployment(0, "nginx:1.92");
const threePods = pod("a") + pod("b") + pod("c");

/** For tests: every row of the table for which something is submitted. */
export const wrongWork: WrongWork[] = [
  {
    title: "1c: a typo in what must not be: never true, so that the solution already fails",
    lab: nameless,
    files: { "web.yaml": pod("web") },
    outcome: `fail
not-failed: fail
  Pod/web status.phse: "!= \\"Failed\\"", found undefined
none-failed: fail
  objects.filter(pod, pod.status.phse == "Failed").size(): 0, found undefined
never-failed: fail
  Pod/web object.status.phse == 'Failed': false, found undefined
well-written: pass`,
  },
  {
    title: "1d: a misspelt file name",
    lab: selfHealing,
    files: { "deploymnet.yaml": deployment(3) },
    outcome: `fail\n1:1 unexpected-file \n1:1 missing-file \n${blocked}`,
  },
  {
    title: "2a: what holds for every Pod does not hold for none",
    lab: overNothing,
    files: { "web.yaml": deployment(0) },
    outcome: `fail
all-run: fail
  : "Pod with app=web", found undefined
none-fails: fail
  : "Pod with app=web", found undefined
each-runs: fail
  : "Pod with app=web", found undefined
never-fails: fail
  : "Pod with app=web", found undefined`,
  },
  {
    title: "2b and 2c: every endpoint is ready, and none is not, of a Service that selects nothing",
    lab: endpoints,
    files: { "web.yaml": deployment(2) + service("website") },
    outcome: `fail
all-ready: fail
  objects.all(slice, slice.endpoints.all(e, e.conditions.ready)): true, found undefined
none-unready: fail
  !objects.exists(slice, slice.endpoints.exists(e, !e.conditions.ready)): true, found undefined`,
  },
  {
    title: "2b and 2c, as it should be: the wait goes on until there are endpoints",
    lab: endpoints,
    files: { "web.yaml": deployment(2) + service("web") },
    outcome: "pass\nall-ready: pass\nnone-unready: pass",
  },
  {
    title: "3: a container that runs now and not four seconds later",
    lab: staysUp,
    files: { "web.yaml": pod("web", "busybox:1.37", ', command: [sh, -c, "sleep 4; exit 1"]') },
    outcome: `fail
now: pass
for-a-while: fail
  Pod/web ${restarts}: true, found false
  held for a while
never-restarts: fail
  Pod/web ${restarted}: false, found true
  held for a while`,
  },
  {
    title: "4a: a number in quotes submitted: one issue, at its place",
    lab: selfHealing,
    files: { "deployment.yaml": deployment('"3"') },
    outcome: `fail\n5:13 wrong-type spec.replicas\n${blocked}`,
  },
  {
    title: "5a: Pods of one's own in place of the Deployment's",
    lab: threeOwned,
    files: { "web.yaml": threePods },
    outcome: 'fail\nowned: fail\n  : "Pod owned by Deployment/web", found undefined',
  },
  {
    title: "5a: the same where the lab takes no Pods",
    lab: selfHealing,
    files: { "deployment.yaml": pod("web") },
    outcome: `fail\n3:7 kind-not-allowed kind\n${blocked}`,
  },
  {
    title: "5b: the same beside a Deployment that wants none",
    lab: threeOwned,
    files: { "web.yaml": deployment(0) + threePods },
    outcome: 'fail\nowned: fail\n  : "Pod owned by Deployment/web", found undefined',
  },
  {
    title: "5c: one good Pod of three",
    lab: podLab([{ id: "each-runs", objects: podsLabelled, matches: { status: { phase: "Running" } } }]),
    files: { "web.yaml": pod("web") + pod("b", "nginx:1.92") + pod("c", "nginx:1.92") },
    outcome: `fail
each-runs: fail
  Pod/b status.phase: "Running", found "Pending"
  Pod/c status.phase: "Running", found "Pending"`,
  },
  {
    title: "6: what looks like an expression in the learner's manifest stays text",
    lab: expressions,
    files: { "web.yaml": JSON.stringify({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "web" }, data }) },
    outcome: `fail
as-written: pass
said: fail
  ConfigMap/web data["key-6"]: "", found "') || true || ('"
  says (env('HOME')) {object.kind}`,
  },
  {
    title: "7: the old Pods of a Deployment whose new image there is not",
    lab: updated,
    files: { "web.yaml": deployment(3, "nginx:1.92") },
    outcome: "fail\nold-ones-run: pass\nupdated: fail\n  Deployment/web status.updatedReplicas: 3, found 1",
  },
  {
    title: "8: a broken image, hidden by wanting no Pod",
    lab: noneWaits,
    files: { "web.yaml": hidden },
    outcome: 'fail\nnone-waits: fail\n  : "Pod owned by Deployment/web", found undefined',
  },
];
