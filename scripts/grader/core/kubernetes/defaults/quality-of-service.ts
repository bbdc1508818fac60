import { type Fields, fieldsList } from "./fields.ts";

/** A Pod's class by its containers' requests and limits (https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/). */
export function qosClass(podSpec: Fields): "BestEffort" | "Burstable" | "Guaranteed" {
  const all = [...fieldsList(podSpec["initContainers"]), ...fieldsList(podSpec["containers"])];
  const containers = all.map((container) => (container["resources"] ?? {}) as Fields);
  const amounts = (resources: Fields, kind: string) =>
    ["cpu", "memory"].map((name) => ((resources[kind] ?? {}) as Fields)[name]);
  const mentioned = containers.flatMap((one) => [...amounts(one, "requests"), ...amounts(one, "limits")]);
  if (mentioned.every((amount) => amount === undefined)) return "BestEffort";
  const guaranteed = containers.every((one) => {
    const limits = amounts(one, "limits");
    return amounts(one, "requests").every((amount, index) => amount !== undefined && amount === limits[index]);
  });
  return guaranteed ? "Guaranteed" : "Burstable";
}
