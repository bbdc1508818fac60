import { builtInKinds } from "#core/kubernetes/generated/fields.js";

/** `deployments.apps/scale` in its parts; `pods` is of the group "". */
export function splitResource(text: string): { group: string; resource: string; subresource?: string } {
  const [whole = "", subresource] = text.split("/");
  const [resource = "", ...group] = whole.split(".");
  return { group: group.join("."), resource, ...(subresource !== undefined && { subresource }) };
}

/** What to say of a resource that there is not. */
export function unknownResource(text: string): string {
  return (
    `The API has no resource "${text}": expected its plural and its group, such as pods, pods/log or deployments.apps. ` +
    "Look with: kubectl api-resources"
  );
}

/** Whether Kubernetes has a kind whose objects are called so. Source: apimachinery's UnsafeGuessKindToResource. */
export function isBuiltInResource(group: string, resource: string): boolean {
  return builtInKinds.some((name) => {
    const steps = name.split("/");
    return (steps.length === 3 ? steps[0] : "") === group && plural(steps.at(-1)!.toLowerCase()) === resource;
  });
}

function plural(kind: string): string {
  if (kind === "endpoints") return kind;
  if (kind.endsWith("s")) return `${kind}es`;
  return kind.endsWith("y") ? `${kind.slice(0, -1)}ies` : `${kind}s`;
}
