import { runChecks } from "#core/checks/run-checks.ts";
import type { Check } from "#core/generated/lab.ts";
import type { CheckVerdict } from "#core/generated/verdict.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import type { FakeCluster } from "./fake-cluster.ts";

/** For tests: the Deployment that checks look at if nothing else is said. */
export const web = { apiVersion: "apps/v1", kind: "Deployment", name: "web" };
export const pods = { apiVersion: "v1", kind: "Pod" };

/** For tests: that Deployment, with so many ready replicas. */
export function deployment(readyReplicas: number): KubernetesObject {
  const { name, ...kind } = web;
  return { ...kind, metadata: { name, uid: "web-uid" }, spec: { replicas: 3 }, status: { readyReplicas } };
}

/** For tests: a Pod that is as old as its name says. */
export function pod(name: string, more: Partial<KubernetesObject> = {}): KubernetesObject {
  return { ...pods, metadata: { name, uid: name, creationTimestamp: name }, ...more };
}

/** For tests: a check that has what every check needs. */
export function check(id: string, more: Partial<Check> = {}): Check {
  const { manifests, object, objects, request, may, rights, logs, exec } = more;
  const looks = (manifests ?? object ?? objects ?? request ?? may ?? rights ?? logs ?? exec) ? {} : { object: web };
  const asserts = (more.satisfies ?? rights) ? {} : { matches: { status: { readyReplicas: 3 } } };
  return {
    id,
    title: `The check ${id}`,
    points: 2,
    within: "10s",
    hints: [{ say: "Look." }],
    ...looks,
    ...asserts,
    ...more,
  };
}

/** For tests: begins to run checks on a cluster whose clock stands still until the test advances it. */
export function begin(cluster: FakeCluster, ...checks: Check[]) {
  const interrupted = new AbortController();
  const told: string[] = [];
  const seconds = () => `${cluster.clock.now() / 1000} s`;
  const listener = {
    started: ({ id }: Check) => told.push(`${seconds()}: ${id} started`),
    finished: ({ id, status }: CheckVerdict) => told.push(`${seconds()}: ${id} ${status}`),
  };
  const context = { cluster, namespace: "lab", disturbances: new Map(), acted: new Map(), manifests: [] };
  const verdicts = runChecks(checks, context, listener, interrupted.signal);
  verdicts.catch(() => undefined);
  return { told, verdicts, interrupted, advance: (seconds: number) => cluster.clock.advance(seconds * 1000) };
}

/** For tests: what a verdict says, in short. */
export function brief({ id, status, points, error, held, mismatches }: CheckVerdict): string {
  const found = mismatches.map(
    ({ object, path, expected, actual }) =>
      `  ${[object, path].filter(Boolean).join(" ")}: ${JSON.stringify(expected)}, found ${JSON.stringify(actual)}`,
  );
  const first = [`${id}: ${status}`, points, error, held !== undefined && `held ${held} ms`];
  return [first.filter((part) => part !== undefined && part !== false).join(", "), ...found].join("\n");
}
