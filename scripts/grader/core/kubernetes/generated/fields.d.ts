/** Made by `npm run generate`: do not edit. */

/** The Kubernetes version whose API server described the types. */
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
