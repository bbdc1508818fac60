import type { KubernetesTypes } from "./types.ts";

function oneLineEach(table: Record<string, unknown>): string {
  const lines = Object.entries(table).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},`);
  return `{\n${lines.join("\n")}\n}`;
}

/** JavaScript with the compact table of kinds, types and fields that `fields.d.ts` declares. */
export function fieldsModule({
  kubernetesVersion,
  kinds,
  builtInKinds,
  clusterScoped,
  types,
}: KubernetesTypes): string {
  const fields = Object.entries(types).map(([name, type]) => [name, type.fields] as const);
  return [
    `export const kubernetesVersion = ${JSON.stringify(kubernetesVersion)};`,
    `export const kinds = ${oneLineEach(kinds)};`,
    `export const builtInKinds = ${JSON.stringify(builtInKinds)};`,
    `export const clusterScoped = ${JSON.stringify(clusterScoped)};`,
    `export const types = ${oneLineEach(Object.fromEntries(fields))};`,
    "",
  ].join("\n");
}

export const fieldsDeclaration = `/** The Kubernetes version whose API server described the types. */
export declare const kubernetesVersion: string;
/** Kind name ("apps/v1/Deployment") → type name. */
export declare const kinds: Readonly<Record<string, string>>;
/** The names of every kind of Kubernetes, also of those that are not validated. */
export declare const builtInKinds: readonly string[];
/** The kinds whose objects live in no namespace. */
export declare const clusterScoped: readonly string[];
/**
 * Type name → field name → how the field is written: "string", "Container", "string[]",
 * "Container[name]" (a list with the keys of its items), "quantity{}" (a map).
 */
export declare const types: Readonly<Record<string, Readonly<Record<string, string>>>>;
`;
