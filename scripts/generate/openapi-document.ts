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
  "x-kubernetes-group-version-kind"?: { group: string; version: string; kind: string }[];
}

/** `openapi/kubernetes.json`: the schemas of the kinds that are validated, reduced, with the version they come from. */
export interface OpenApiDocument {
  kubernetesVersion: string;
  schemas: Record<string, OpenApiSchema>;
}

/** The name that a `$ref` points to. */
export function referenceName(reference: string): string {
  return reference.slice(reference.lastIndexOf("/") + 1);
}

/** The name of the schema for a kind, as the API server marks it; throws when the document has none. */
export function schemaNameOfKind(schemas: Record<string, OpenApiSchema>, kind: string): string {
  for (const [name, schema] of Object.entries(schemas)) {
    for (const of of schema["x-kubernetes-group-version-kind"] ?? []) {
      if ([of.group, of.version, of.kind].filter((part) => part !== "").join("/") === kind) return name;
    }
  }
  throw new Error(`The OpenAPI document has no kind ${kind}. Refresh it: node scripts/generate/refresh-openapi.ts`);
}
