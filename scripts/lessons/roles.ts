import { distance } from "fastest-levenshtein";

/** The classes an author may give a node (`:::store`); `scripts/site/styles/diagrams.css` colours them in both themes. */
export const roles = ["control-plane", "store", "node", "pod", "outside", "failed"] as const;

/** Whether a class is one of the roles. */
export function isRole(name: string): boolean {
  return roles.some((role) => role === name);
}

/** The role that was probably meant by a misspelt one; undefined when none is near. */
export function nearestRole(name: string): string | undefined {
  return roles.find((role) => distance(role, name) <= name.length / 2);
}
