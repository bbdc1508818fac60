import { describe, expect, it } from "vitest";
import { configMap } from "#clusters/testing/objects.ts";
import { freshNamespace } from "#clusters/testing/waiting.ts";
import type { Cluster, ObjectQuery } from "#core/cluster.ts";

interface Recording {
  /** Names of the objects in each list that the watch gave. */
  lists: string[][];
  /** Resolves when the newest list is `expected`; rejects after 30 s of the cluster's time. */
  reached(expected: string[]): Promise<void>;
  stop(): void;
}

/** Watches and writes down each list. */
function record(cluster: Cluster, query: ObjectQuery): Recording {
  const over = new AbortController();
  const lists: string[][] = [];
  let look: (() => void) | undefined;
  cluster.watch(
    query,
    {
      changed(objects) {
        lists.push(objects.map((object) => object.metadata.name));
        look?.();
      },
      failed(error) {
        lists.push([`failed: ${error.message}`]);
      },
    },
    over.signal,
  );
  return {
    lists,
    stop: () => over.abort(),
    reached: async (expected) => {
      const waiting = new AbortController();
      const wanted = JSON.stringify(expected);
      await new Promise<void>((resolve, reject) => {
        look = () => {
          if (JSON.stringify(lists.at(-1)) === wanted) resolve();
        };
        look();
        cluster.clock.sleep(30_000, waiting.signal).then(
          () => reject(new Error(`expected ${wanted}, the lists were ${JSON.stringify(lists)}`)),
          () => undefined,
        );
      });
      waiting.abort();
    },
  };
}

/** The first list, each change, and the end of a watch. */
export function describeWatch(opened: () => Cluster): void {
  describe("watch", () => {
    it("gives the first list, then one after each change, and nothing after the abort", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "watch");
      const labels = { watched: "yes" };
      await cluster.apply(configMap(namespace, "b", labels), "grader");
      const recording = record(cluster, { apiVersion: "v1", kind: "ConfigMap", namespace, labels });
      await recording.reached(["b"]);

      await cluster.apply(configMap(namespace, "c", labels), "grader");
      await recording.reached(["b", "c"]);
      await cluster.apply(configMap(namespace, "a", labels), "grader");
      await recording.reached(["a", "b", "c"]);
      await cluster.apply(configMap(namespace, "b", { watched: "no" }), "grader");
      await recording.reached(["a", "c"]);
      await cluster.delete({ apiVersion: "v1", kind: "ConfigMap", namespace, name: "a" });
      await recording.reached(["c"]);
      expect(recording.lists).toEqual([["b"], ["b", "c"], ["a", "b", "c"], ["a", "c"], ["c"]]);

      recording.stop();
      const witness = record(cluster, { apiVersion: "v1", kind: "ConfigMap", namespace, labels });
      await cluster.apply(configMap(namespace, "d", labels), "grader");
      await witness.reached(["c", "d"]);
      await cluster.clock.sleep(200);
      expect(recording.lists).toHaveLength(5);
      witness.stop();
    });

    it("gives a new list when a field of an object changes", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "watch");
      const over = new AbortController();
      const colors: unknown[] = [];
      const purple = new Promise<void>((resolve, reject) => {
        const changed = ([object]: { [field: string]: unknown }[]) => {
          colors.push(object?.["data"]);
          if (JSON.stringify(object?.["data"]) === '{"color":"purple"}') resolve();
        };
        cluster.watch(
          { apiVersion: "v1", kind: "ConfigMap", namespace, name: "settings" },
          { changed, failed: reject },
          over.signal,
        );
      });
      await cluster.apply(configMap(namespace, "settings"), "grader");
      await cluster.apply({ ...configMap(namespace, "settings"), data: { color: "purple" } }, "grader");
      await purple;
      over.abort();
      expect(colors.at(-1)).toEqual({ color: "purple" });
    });

    it("gives an empty list for what is not there, and goes on to see it appear", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "watch");
      const recording = record(cluster, { apiVersion: "v1", kind: "ConfigMap", namespace, name: "later" });
      await recording.reached([]);
      await cluster.apply(configMap(namespace, "other"), "grader");
      await cluster.apply(configMap(namespace, "later"), "grader");
      await recording.reached(["later"]);
      expect(recording.lists).toEqual([[], ["later"]]);
      recording.stop();
    });

    it("never calls a listener whose signal was aborted before", async () => {
      const cluster = opened();
      const calls: string[] = [];
      cluster.watch(
        { apiVersion: "v1", kind: "Node" },
        { changed: () => calls.push("changed"), failed: () => calls.push("failed") },
        AbortSignal.abort(),
      );
      await cluster.list({ apiVersion: "v1", kind: "Node" });
      await cluster.clock.sleep(200);
      expect(calls).toEqual([]);
    });
  });
}
