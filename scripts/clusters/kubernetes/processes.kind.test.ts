import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWithKubernetes } from "#clusters/kind/testing/describe.ts";
import { isTrue } from "#clusters/kubernetes/conditions.ts";
import { pod, pods } from "#clusters/testing/objects.ts";
import { eventually } from "#clusters/testing/waiting.ts";
import type { Cluster } from "#core/cluster.ts";
import type { Json } from "#core/json.ts";

const helper = { name: "helper", image: "busybox:1.37", command: ["sleep", "600"] };
const pages = { name: "pages", image: "nginx:1.29" };
const pause = { name: "pause", image: "registry.k8s.io/pause:3.10.2" };

describeWithKubernetes("the processes of a container", (open) => {
  let cluster: Cluster;
  let namespace = "";

  beforeAll(async () => {
    cluster = await open();
    namespace = await cluster.createNamespace("processes", "privileged");
  });

  afterAll(async () => {
    await cluster.deleteNamespace(namespace);
    await cluster.close();
  });

  const start = async (name: string, spec: Record<string, Json>) => {
    await cluster.apply(pod(namespace, name, { spec }), "grader");
    await eventually(cluster, { ...pods(namespace), name }, (found) =>
      expect(found.map((one) => isTrue(one, "Ready"))).toEqual([true]),
    );
    return { namespace, pod: name };
  };
  const ask = async (name: string, port: number) =>
    (await cluster.request({ namespace, to: { pod: name }, port, path: "/", times: 1, timeoutMilliseconds: 1000 }))[0];

  it("are told from those of the Pod's other containers, where all see all of them", async () => {
    const at = await start("shared", { shareProcessNamespace: true, containers: [helper, pages] });
    expect(await cluster.listener(at, 80)).toBe("pages");
    await cluster.freeze({ ...at, container: "helper" });
    expect(await ask("shared", 80)).toMatchObject({ status: 200 });
    await cluster.freeze({ ...at, container: "pages" });
    expect(await ask("shared", 80)).toEqual({ error: "timed out" });
  });

  it("are found without root and its rights", async () => {
    const serve = { name: "serve", image: "busybox:1.37", command: ["busybox", "httpd", "-f", "-p", "8080"] };
    const securityContext = { runAsUser: 65_534, capabilities: { drop: ["ALL"] } };
    const containers = [helper, serve].map((one) => ({ ...one, securityContext }));
    expect(await cluster.listener(await start("tight", { containers }), 8080)).toBe("serve");
  });

  it("are known of the only container that has no shell to say it, and of the only one", async () => {
    const sidecar = { ...pause, restartPolicy: "Always" };
    expect(await cluster.listener(await start("sidecar", { initContainers: [sidecar], containers: [pages] }), 80)).toBe(
      "pages",
    );
    expect(await cluster.listener(await start("mute", { containers: [helper, pause] }), 80)).toBe("pause");
    expect(await cluster.listener(await start("alone", { containers: [pages] }), 80)).toBe("pages");
  });
});
