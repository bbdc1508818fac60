import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWithKubernetes } from "#clusters/kind/testing/describe.ts";
import { isTrue } from "#clusters/kubernetes/conditions.ts";
import { deployment, pod, pods, service } from "#clusters/testing/objects.ts";
import { eventually, eventuallyAnswered } from "#clusters/testing/waiting.ts";
import type { Cluster, HttpResponse } from "#core/cluster.ts";
import { probe } from "./pod.ts";

describeWithKubernetes("the probe Pod", (open) => {
  let cluster: Cluster;
  let namespace = "";

  const request = (name: string, path: string, times: number) => ({
    namespace,
    to: { service: name },
    port: 80,
    path,
    times,
    timeoutMilliseconds: 1_000,
  });

  /** Asks until there is an answer; kube-proxy needs up to a second after a Pod is ready. */
  const ask = async (name: string, path: string): Promise<HttpResponse | undefined> => {
    const [answer] = await eventuallyAnswered(cluster, request(name, path, 1), (responses) =>
      expect(responses[0]?.error).toBeUndefined(),
    );
    return answer;
  };

  beforeAll(async () => {
    cluster = await open();
    namespace = await cluster.createNamespace("probe", "baseline");
    const bigPage = "head -c 200000 /dev/zero | tr '\\0' x > /tmp/big; cd /tmp; exec busybox httpd -f -p 80 -h /tmp";
    await cluster.apply(
      deployment(namespace, "big", { container: { image: "busybox:1.37", command: ["sh", "-c", bigPage] } }),
      "grader",
    );
    const agnhost = {
      image: "registry.k8s.io/e2e-test-images/agnhost:2.63.0",
      args: ["netexec", "--http-port=80"],
    };
    await cluster.apply(deployment(namespace, "echo", { container: agnhost }), "grader");
    // The kernel takes connections for a server that is stopped, and nobody answers.
    const stopped = "busybox httpd -f -p 80 & sleep 1; kill -STOP $!; touch /tmp/stopped; exec sleep infinity";
    const silent = {
      image: "busybox:1.37",
      command: ["sh", "-c", stopped],
      readinessProbe: { exec: { command: ["sh", "-c", "test -f /tmp/stopped"] }, periodSeconds: 1 },
    };
    await cluster.apply(pod(namespace, "silent", { container: silent }), "grader");
    for (const name of ["big", "echo", "silent"]) await cluster.apply(service(namespace, name, name, 80), "grader");
    await eventually(cluster, pods(namespace), (found) =>
      expect(found.map((one) => isTrue(one, "Ready"))).toEqual([true, true, true]),
    );
  });

  afterAll(async () => {
    await cluster.deleteNamespace(namespace);
    await cluster.close();
  });

  it("cuts a body at 64 KiB", async () => {
    const answer = await ask("big", "/big");
    expect(answer).toEqual({ status: 200, body: "x".repeat(65_536) });
  });

  it("brings any bytes of a path to the server, and none to a shell", async () => {
    const message = `$(id) \`id\` "'; exit 3 #\n[1-3]{a,b}`;
    const answer = await ask("echo", `/echo?msg=${encodeURIComponent(message)}`);
    expect(answer).toEqual({ status: 200, body: message });
    const plain = await ask("echo", "/echo?msg='$(id)'[1-2]{a,b}");
    expect(plain).toEqual({ status: 200, body: "'$(id)'[1-2]{a,b}" });
  });

  it("says when a server does not answer in time, for each request", async () => {
    const started = cluster.clock.now();
    expect(await cluster.request(request("silent", "/", 3))).toEqual([
      { error: "timed out" },
      { error: "timed out" },
      { error: "timed out" },
    ]);
    expect(cluster.clock.now() - started).toBeGreaterThanOrEqual(3_000);
  });

  it("ends at once when the signal aborts in the middle", async () => {
    const over = new AbortController();
    const reason = new Error("enough");
    const requested = cluster.request(request("silent", "/", 30), over.signal);
    await cluster.clock.sleep(1_500);
    const aborted = cluster.clock.now();
    over.abort(reason);
    await expect(requested).rejects.toBe(reason);
    expect(cluster.clock.now() - aborted).toBeLessThan(500);
  });

  it("makes the Pod again when it is gone", async () => {
    await ask("echo", "/echo?msg=before");
    const [before] = await cluster.list(probe);
    await cluster.delete(probe);
    const answer = await ask("echo", "/echo?msg=again");
    expect(answer).toEqual({ status: 200, body: "again" });
    const [after] = await cluster.list(probe);
    expect(after?.metadata.uid).not.toBe(before?.metadata.uid);
  });

  it("serves requests that come at the same time", async () => {
    const answers = await Promise.all(["a", "b", "c"].map(async (word) => await ask("echo", `/echo?msg=${word}`)));
    expect(answers.map((answer) => answer?.body)).toEqual(["a", "b", "c"]);
  });
});
