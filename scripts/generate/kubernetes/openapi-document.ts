/** The parts of an OpenAPI v3 schema that Kubernetes uses and that matter for validation. */
export interface OpenApiSchema {
  $ref?: string;
  allOf?: OpenApiSchema[];
  oneOf?: OpenApiSchema[];
  type?: string;
  format?: string;
  enum?: string[];
  required?: string[];
  items?: OpenApiSchema;
  properties?: Record<string, OpenApiSchema>;
  additionalProperties?: OpenApiSchema;
  "x-kubernetes-list-map-keys"?: string[];
  "x-kubernetes-patch-merge-key"?: string;
  "x-kubernetes-group-version-kind"?: GroupVersionKind[];
}

/** `openapi/kubernetes.json`: the schemas of the kinds that are validated, reduced, with the version they come from. */
export interface OpenApiDocument {
  kubernetesVersion: string;
  /** Every kind of a Kubernetes cluster to which nothing was added. */
  builtInKinds: string[];
  /** Of the kinds that are validated the ones that live in no namespace, such as `v1/Node`. */
  clusterScoped: string[];
  schemas: Record<string, OpenApiSchema>;
}

/** The parts of an OpenAPI v3 path that Kubernetes uses to say which kind is read there. */
export interface OpenApiPath {
  get?: { "x-kubernetes-group-version-kind"?: GroupVersionKind };
}

export interface GroupVersionKind {
  group: string;
  version: string;
  kind: string;
}

/** `apps/v1/Deployment`, as Kubernetes marks its schemas and paths. */
export function markedKind({ group, version, kind }: GroupVersionKind): string {
  return [group, version, kind].filter((part) => part !== "").join("/");
}

/** The name that a `$ref` points to. */
export function referenceName(reference: string): string {
  return reference.slice(reference.lastIndexOf("/") + 1);
}

/** The name of the schema for a kind, as the API server marks it; throws when the document has none. */
export function schemaNameOfKind(schemas: Record<string, OpenApiSchema>, kind: string): string {
  for (const [name, schema] of Object.entries(schemas)) {
    for (const of of schema["x-kubernetes-group-version-kind"] ?? []) {
      if (markedKind(of) === kind) return name;
    }
  }
  throw new Error(`The OpenAPI document has no kind ${kind}. Refresh it: node scripts/generate/refresh-openapi.ts`);
}
