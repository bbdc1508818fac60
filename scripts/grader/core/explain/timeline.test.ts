import { expect, test } from "vitest";
import type { ObjectQuery, WatchListener } from "#core/cluster.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { fakeClock } from "#core/testing/fake-clock.ts";
import { recordTimeline } from "./timeline.ts";

/** A cluster that says what it is told to, as `say(namespace, events)`. */
function talkingCluster() {
  const listeners = new Map<string, WatchListener>();
  const clock = fakeClock();
  const watch = ({ namespace = "" }: ObjectQuery, listener: WatchListener, signal: AbortSignal) => {
    listeners.set(namespace, listener);
    signal.addEventListener("abort", () => listeners.delete(namespace));
  };
  return {
    cluster: { clock, watch },
    clock,
    say: (namespace: string, ...events: KubernetesObject[]) => listeners.get(namespace)?.changed(events),
  };
}

function event(name: string, about: string, more: Record<string, string | number> = {}): KubernetesObject {
  const [kind, of] = about.split("/");
  return {
    apiVersion: "v1",
    kind: "Event",
    metadata: { name },
    type: "Normal",
    reason: "Scheduled",
    message: "to node a",
    involvedObject: { kind, name: of },
    ...more,
  };
}

test("each event is a moment, and so is each time that it happens again", async () => {
  const { cluster, clock, say } = talkingCluster();
  await clock.advance(5000);
  const { moments } = recordTimeline({ cluster, namespace: "lab" }, new AbortController().signal);
  say("lab", event("a", "Pod/web"));
  await clock.advance(1500);
  const failed = { type: "Warning", reason: "Unhealthy", message: "404" };
  say("lab", event("a", "Pod/web"), event("b", "Pod/web", failed));
  await clock.advance(1000);
  say("lab", event("a", "Pod/web"), event("b", "Pod/web", { ...failed, count: 2 }));
  expect(moments).toEqual([
    { milliseconds: 0, warning: false, object: "Pod/web", reason: "Scheduled", message: "to node a" },
    { milliseconds: 1500, warning: true, object: "Pod/web", reason: "Unhealthy", message: "404" },
    { milliseconds: 2500, warning: true, object: "Pod/web", reason: "Unhealthy", message: "404" },
  ]);
});

test("of the cluster, only what happens to nodes from now on is told", () => {
  const { cluster, say } = talkingCluster();
  const { moments } = recordTimeline({ cluster, namespace: "lab" }, new AbortController().signal);
  const earlier = event("a", "Node/one", { reason: "Starting" });
  say("default", earlier);
  say("default", earlier, event("b", "Node/one", { reason: "NodeNotReady" }), event("c", "Pod/other"));
  expect(moments.map(({ object, reason }) => `${object} ${reason}`)).toEqual(["Node/one NodeNotReady"]);
});

test("after the end nothing is recorded, and a flood is cut", () => {
  const { cluster, say } = talkingCluster();
  const over = new AbortController();
  const { moments } = recordTimeline({ cluster, namespace: "lab" }, over.signal);
  say("lab", ...Array.from({ length: 1000 }, (_, index) => event(`e${index}`, "Pod/web")));
  over.abort();
  say("lab", event("late", "Pod/web"));
  expect(moments).toHaveLength(300);
});

test("what the grader does itself stands among the events", async () => {
  const { cluster, clock, say } = talkingCluster();
  const { moments, note } = recordTimeline({ cluster, namespace: "lab" }, new AbortController().signal);
  say("lab", event("a", "Pod/web"));
  await clock.advance(2000);
  note("Check", "A deleted Pod is replaced");
  expect(moments.at(-1)).toEqual({
    milliseconds: 2000,
    warning: false,
    object: "",
    reason: "Check",
    message: "A deleted Pod is replaced",
  });
});
