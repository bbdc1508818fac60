import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWithKubernetes } from "#clusters/kind/testing/describe.ts";
import { field, pod } from "#clusters/testing/objects.ts";
import { eventuallyOne } from "#clusters/testing/waiting.ts";
import type { Cluster } from "#core/cluster.ts";

const TOKEN = "Authorization: Bearer $(cat /var/run/secrets/kubernetes.io/serviceaccount/token)";

describeWithKubernetes("a container of a submission", (open) => {
  let cluster: Cluster;
  let namespace = "";

  beforeAll(async () => {
    cluster = await open();
    namespace = await cluster.createNamespace("inside", "baseline", ["v1/Pod"]);
    const container = { image: "curlimages/curl:8.17.0", command: ["sleep", "600"] };
    await cluster.apply(pod(namespace, "inside", { container }), "submitter");
    await eventuallyOne(cluster, { apiVersion: "v1", kind: "Pod", namespace, name: "inside" }, (found) =>
      expect(field(found, "status", "containerStatuses", 0)).toMatchObject({ ready: true }),
    );
  });

  afterAll(async () => {
    await cluster.deleteNamespace(namespace);
    await cluster.close();
  });

  /** The status of the answer to a request from inside the container; 000 if none exists. */
  async function status(url: string, ...options: string[]): Promise<string> {
    const curl = ["curl", "-sk", "-m", "3", "-o", "/dev/null", "-w", "%{http_code}", ...options, url];
    const command = ["sh", "-c", curl.map((word) => `"${word}"`).join(" ")];
    return (await cluster.exec({ namespace, pod: "inside" }, command)).stdout;
  }

  it("has a token that opens nothing", async () => {
    const api = "https://kubernetes.default.svc";
    const own = `${api}/api/v1/namespaces/${namespace}`;
    const create = ["-X", "POST", "-H", "Content-Type: application/json", "-d", "{}"];
    const answers = {
      "the version of the API": await status(`${api}/version`, "-H", TOKEN),
      "its own Pods": await status(`${own}/pods`, "-H", TOKEN),
      "its own Secrets": await status(`${own}/secrets`, "-H", TOKEN),
      "a Pod": await status(`${own}/pods`, "-H", TOKEN, ...create),
      "a command in a Pod": await status(`${own}/pods/inside/exec?command=id`, "-H", TOKEN, "-X", "POST"),
      "a status": await status(`${own}/pods/inside/status`, "-H", TOKEN, "-X", "PUT", "-d", "{}"),
      nodes: await status(`${api}/api/v1/nodes`, "-H", TOKEN),
      "every Secret": await status(`${api}/api/v1/secrets`, "-H", TOKEN),
    };
    expect(answers).toMatchInlineSnapshot(`
      {
        "a Pod": "403",
        "a command in a Pod": "403",
        "a status": "403",
        "every Secret": "403",
        "its own Pods": "403",
        "its own Secrets": "403",
        "nodes": "403",
        "the version of the API": "200",
      }
    `);
  });

  it("finds no door on the nodes", async () => {
    const nodes = await cluster.list({ apiVersion: "v1", kind: "Node" });
    const doors: Record<string, string[]> = {};
    for (const node of nodes) {
      const addresses = field(node, "status", "addresses") as { type: string; address: string }[];
      const address = addresses.find(({ type }) => type === "InternalIP")!.address;
      const isControlPlane = "node-role.kubernetes.io/control-plane" in (node.metadata.labels ?? {});
      doors[isControlPlane ? "control plane" : "worker"] = [
        `kubelet ${await status(`https://${address}:10250/pods`)}`,
        `kubelet with its token ${await status(`https://${address}:10250/pods`, "-H", TOKEN)}`,
        `kubelet, commands ${await status(`https://${address}:10250/run/${namespace}/inside/c`, "-H", TOKEN, "-X", "POST")}`,
        `kubelet, read-only port ${await status(`http://${address}:10255/pods`)}`,
        `etcd ${await status(`https://${address}:2379/health`)}`,
        `scheduler ${await status(`https://${address}:10259/configz`)}`,
      ];
    }
    expect(doors).toMatchInlineSnapshot(`
      {
        "control plane": [
          "kubelet 401",
          "kubelet with its token 403",
          "kubelet, commands 403",
          "kubelet, read-only port 000",
          "etcd 000",
          "scheduler 000",
        ],
        "worker": [
          "kubelet 401",
          "kubelet with its token 403",
          "kubelet, commands 403",
          "kubelet, read-only port 000",
          "etcd 000",
          "scheduler 000",
        ],
      }
    `);
  });
});
