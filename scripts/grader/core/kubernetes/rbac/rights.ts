import type { PolicyRule } from "#core/kubernetes/generated/types.d.ts";

/** One thing that a rule allows: a verb on a resource, of one object or of all, or a verb on a URL. */
export type Right = { verb: string; apiGroup: string; resource: string; name?: string } | { verb: string; url: string };

/** What rules allow, one right after the other: lists of a rule multiply, so nobody should want them all. */
function* rightsOf(rules: Iterable<PolicyRule>): Generator<Right, undefined> {
  for (const { verbs = [], apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } of rules) {
    const names = resourceNames.length === 0 ? [undefined] : new Set(resourceNames);
    for (const verb of new Set(verbs)) {
      for (const apiGroup of new Set(apiGroups)) {
        for (const resource of new Set(resources)) {
          for (const name of names) yield { verb, apiGroup, resource, ...(name !== undefined && { name }) };
        }
      }
      for (const url of new Set(nonResourceURLs)) yield { verb, url };
    }
  }
}

/** Whether one of the rules allows it. Source: pkg/apis/rbac/v1/evaluation_helpers.go. */
export function allows(rules: readonly PolicyRule[], right: Right): boolean {
  return rules.some((rule) => {
    if (!has(rule.verbs, right.verb)) return false;
    if ("url" in right) return (rule.nonResourceURLs ?? []).some((url) => urlMatches(url, right.url));
    const [, subresource] = right.resource.split("/");
    const everyOne = subresource === undefined ? [] : [`*/${subresource}`];
    const { resourceNames = [] } = rule;
    return (
      has(rule.apiGroups, right.apiGroup) &&
      has(rule.resources, right.resource, ...everyOne) &&
      (resourceNames.length === 0 || (right.name !== undefined && resourceNames.includes(right.name)))
    );
  });
}

function has(list: readonly string[] = [], ...wanted: string[]): boolean {
  return list.includes("*") || wanted.some((one) => list.includes(one));
}

/** A star at the end of a rule's URL stands for any text. */
function urlMatches(pattern: string, url: string): boolean {
  return pattern === url || (pattern.endsWith("*") && url.startsWith(pattern.replace(/\*+$/, "")));
}

/** More than these tell nobody more. */
const MOST = 20;

/** What `rules` allow and `others` do not, each once, the first of many: none where they allow no more. */
export function rightsBeyond(rules: readonly PolicyRule[], others: readonly PolicyRule[]): Right[] {
  return first(rules, (right) => !allows(others, right));
}

/** What both allow, each once, the first of many. */
export function rightsWithin(rules: readonly PolicyRule[], others: readonly PolicyRule[]): Right[] {
  return first(rules, (right) => allows(others, right));
}

function first(rules: readonly PolicyRule[], isMeant: (right: Right) => boolean): Right[] {
  const found = new Map<string, Right>();
  for (const right of rightsOf(rules)) {
    if (isMeant(right)) found.set(rightText(right), right);
    if (found.size === MOST) break;
  }
  return [...found.values()];
}

/** `list pods`, `patch deployments.apps/scale web`, `get /livez`. */
export function rightText(right: Right): string {
  if ("url" in right) return `${right.verb} ${right.url}`;
  const [resource, subresource] = right.resource.split("/");
  const group = right.apiGroup === "" ? "" : `.${right.apiGroup}`;
  const name = right.name === undefined ? "" : ` ${right.name}`;
  return `${right.verb} ${resource}${group}${subresource === undefined ? "" : `/${subresource}`}${name}`;
}
