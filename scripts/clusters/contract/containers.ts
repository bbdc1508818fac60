import { describe, expect, it } from "vitest";
import { field, pod, pods } from "#clusters/testing/objects.ts";
import { eventually, freshNamespace } from "#clusters/testing/waiting.ts";
import type { Cluster } from "#core/cluster.ts";

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

    it("runs no command whose signal was aborted before", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "containers");
      const reason = new Error("enough");
      const running = cluster.exec({ namespace, pod: "web" }, ["true"], AbortSignal.abort(reason));
      await expect(running).rejects.toBe(reason);
    });
  });
}
