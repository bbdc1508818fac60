import type { Observation } from "#core/generated/verdict.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";

/** What was seen about one object, with what is needed to find the field that it comes from. */
export interface Finding extends Observation {
  /** The object that it was seen on, or others that have to do with it; none if it is gone. */
  on: KubernetesObject[];
  container?: string;
  /** When an event happened, the last time if it did so again and again; to the second, as `2026-12-01T10:00:20`. */
  at?: string;
}

interface ContainerStatus {
  name: string;
  restartCount?: number;
  state?: Record<string, { reason?: string; message?: string; exitCode?: number } | undefined>;
  lastState?: Record<string, { reason?: string; exitCode?: number } | undefined>;
}

interface PodStatus {
  phase?: string;
  initContainerStatuses?: ContainerStatus[];
  containerStatuses?: ContainerStatus[];
}

/** States of a container on its way to running: no cause of anything. */
const STARTING = new Set(["ContainerCreating", "PodInitializing"]);

/** What is wrong with a Pod's containers, as their states say it. */
export function containerFindings(pod: KubernetesObject): Finding[] {
  // A Pod that is being deleted ends as it should.
  if (pod.metadata.deletionTimestamp !== undefined) return [];
  const { phase, initContainerStatuses = [], containerStatuses = [] } = (pod.status ?? {}) as PodStatus;
  // So does the Pod of a Job that did its work.
  if (phase === "Succeeded") return [];
  // An init container that ended with 0 did what it is for.
  const started = initContainerStatuses.filter(({ state }) => state?.["terminated"]?.exitCode !== 0);
  return [...started, ...containerStatuses].flatMap(
    ({ name, state = {}, lastState = {}, restartCount = 0 }): Finding[] => {
      const finding = (reason: string, message: string): Finding => ({
        kind: "container",
        object: nameOf(pod),
        reason,
        message,
        on: [pod],
        container: name,
      });
      const waiting = state["waiting"];
      if (waiting?.reason && !STARTING.has(waiting.reason)) return [finding(waiting.reason, waiting.message ?? "")];
      const ended = state["terminated"] ?? lastState["terminated"];
      if (!ended) return [];
      const again = restartCount > 0 ? `, restarted ${restartCount === 1 ? "once" : `${restartCount} times`}` : "";
      return [
        finding(
          ended.reason ?? "Terminated",
          `container ${name} ended with exit code ${ended.exitCode ?? "unknown"}${again}`,
        ),
      ];
    },
  );
}

/** So many characters of a time say its second: https://www.rfc-editor.org/rfc/rfc3339 */
export const SECOND = "2026-12-01T10:00:20".length;

/** A warning, about the object and the container that it names. */
export function eventFindings(event: KubernetesObject, objects: readonly KubernetesObject[]): Finding[] {
  const { type, reason, message, involvedObject, lastTimestamp, eventTime } = event as unknown as {
    lastTimestamp?: string | null;
    eventTime?: string | null;
    type?: string;
    reason?: string;
    message?: string;
    involvedObject?: { kind?: string; name?: string; uid?: string; fieldPath?: string };
  };
  if (type !== "Warning" || !reason) return [];
  const container = /\{([^}]+)\}/.exec(involvedObject?.fieldPath ?? "")?.[1];
  const on = objects.find((object) => object.metadata.uid === involvedObject?.uid);
  const at = (lastTimestamp ?? eventTime)?.slice(0, SECOND);
  return [
    {
      kind: "event",
      object: `${involvedObject?.kind ?? ""}/${involvedObject?.name ?? ""}`,
      reason,
      message: message ?? "",
      on: on ? [on] : [],
      ...(container && { container }),
      ...(at && { at }),
    },
  ];
}

/** `Pod/web-1`. */
export function nameOf(object: KubernetesObject): string {
  return `${object.kind}/${object.metadata.name}`;
}
