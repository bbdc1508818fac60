import { type Environment, EvaluationError } from "@marcbachmann/cel-js";
import { conditionStatus } from "#core/kubernetes/conditions.ts";
import { containersOf, templateOf } from "#core/kubernetes/pod-template.ts";
import { quantityValue } from "#core/kubernetes/quantity.ts";
import { runsEvery } from "#core/kubernetes/rules/text/cron-runs.ts";

/** Adds what expressions need to compare what things in Kubernetes mean, and not how they are written. */
export function registerKubernetesFunctions(cel: Environment): Environment {
  return cel
    .registerFunction(
      "condition(dyn, string): string",
      (object: unknown, type: string) => conditionStatus(object ?? {}, type) ?? "",
    )
    .registerFunction("podSpec(dyn): dyn", (object: unknown) => templateOf(object ?? {})?.pod ?? {})
    .registerFunction("containers(dyn): list<dyn>", (object: unknown) =>
      containersOf(templateOf(object ?? {})?.pod ?? {}),
    )
    .registerFunction("quantity(dyn): double", amount)
    .registerFunction("runsEvery(string, google.protobuf.Duration): bool", (schedule: string, period: object) =>
      runsEvery(schedule, Number(period)),
    )
    .registerFunction("cleanPath(string): string", cleanPath);
}

/** Manifests may also write an amount as a number. */
function amount(written: unknown): number {
  const value = ["string", "number", "bigint"].includes(typeof written) ? quantityValue(String(written)) : undefined;
  if (value === undefined) throw new EvaluationError(`${JSON.stringify(written)} is no amount`);
  return value;
}

/** The shortest path to the same file: without empty parts, `.` and `..`. Source: Go's path.Clean. */
function cleanPath(path: string): string {
  const absolute = path.startsWith("/");
  const kept: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== ".." || (!absolute && (kept.at(-1) ?? "..") === "..")) kept.push(part);
    else kept.pop();
  }
  return (absolute ? "/" : "") + kept.join("/") || ".";
}
