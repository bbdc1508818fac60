import { describe, expect, it } from "vitest";
import { agnhost, conditionStatus, field, pod, pods } from "#clusters/testing/objects.ts";
import { eventually, eventuallyOne, freshNamespace } from "#clusters/testing/waiting.ts";
import type { Cluster } from "#core/cluster.ts";
import type { Json } from "#core/json.ts";

/** Logs of containers, and commands in them. */
export function describeContainers(opened: () => Cluster): void {
  describe("containers", () => {
    it("refuses logs and commands of a Pod that is not there", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "containers");
      const refusal = { name: "RefusedError", reason: "NotFound", message: 'pods "web" not found' };
      await expect(cluster.logs({ namespace, pod: "web" })).rejects.toMatchObject(refusal);
      await expect(cluster.exec({ namespace, pod: "web" }, ["true"])).rejects.toMatchObject(refusal);
    });

    it("refuses a container that the Pod does not have", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "containers");
      await cluster.apply(pod(namespace, "web"), "grader");
      await eventually(cluster, pods(namespace, "web"), (found) =>
        expect(found.map((one) => field(one, "status", "phase"))).toEqual(["Running"]),
      );
      const reference = { namespace, pod: "web", container: "sidecar" };
      const refusal = {
        name: "RefusedError",
        reason: "BadRequest",
        message: "container sidecar is not valid for pod web",
      };
      await expect(cluster.logs(reference)).rejects.toMatchObject(refusal);
      await expect(cluster.exec(reference, ["true"])).rejects.toMatchObject(refusal);
    });

    it("finds the container that listens, and lets its program hang where that has other processes than the first", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "containers");
      const containers: Json[] = [
        { name: "helper", image: "busybox:1.37", command: ["sleep", "600"] },
        { name: "pages", image: "nginx:1.29" },
        { ...agnhost, name: "names" },
      ];
      await cluster.apply(pod(namespace, "web", { spec: { containers } }), "grader");
      await eventuallyOne(cluster, { ...pods(namespace), name: "web" }, (found) =>
        expect(conditionStatus(found, "Ready")).toBe("True"),
      );
      const at = { namespace, pod: "web" };
      const ask = async (port: number) => {
        const request = { namespace, to: { pod: "web" }, port, path: "/", times: 1, timeoutMilliseconds: 1000 };
        return (await cluster.request(request))[0];
      };
      expect([await cluster.listener(at, 80), await cluster.listener(at, 8080)]).toEqual(["pages", "names"]);
      expect([await ask(80), await ask(8080)]).toMatchObject([{ status: 200 }, { status: 200 }]);

      await cluster.freeze({ ...at, container: "helper" });
      await cluster.freeze({ ...at, container: "names" });
      expect([await ask(80), await ask(8080)]).toMatchObject([{ status: 200 }, { status: 200 }]);
      await cluster.freeze({ ...at, container: "pages" });
      expect([await ask(80), await ask(8080)]).toMatchObject([{ error: "timed out" }, { status: 200 }]);
    });

    it("runs no command whose signal was aborted before", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "containers");
      const reason = new Error("enough");
      const running = cluster.exec({ namespace, pod: "web" }, ["true"], AbortSignal.abort(reason));
      await expect(running).rejects.toBe(reason);
    });
  });
}
