import { type OpenApiDocument, type OpenApiSchema, referenceName, schemaNameOfKind } from "./openapi-document.ts";

/** How one field is written: `string`, `Container`, `string[]`, `Container[name]` (a list with its keys), `quantity{}` (a map). */
export type FieldType = string;

export interface KubernetesType {
  fields: Record<string, FieldType>;
  required: readonly string[];
  /** The values that a field may have, for the fields that the API server declares with an enum. */
  enums: Record<string, readonly string[]>;
}

export interface KubernetesTypes {
  kubernetesVersion: string;
  /** Kind name → type name. */
  kinds: Record<string, string>;
  builtInKinds: readonly string[];
  clusterScoped: readonly string[];
  types: Record<string, KubernetesType>;
}

/** Schemas without their own fields, and what we call them. */
const scalarReferences: Record<string, FieldType> = {
  "io.k8s.apimachinery.pkg.api.resource.Quantity": "quantity",
  "io.k8s.apimachinery.pkg.util.intstr.IntOrString": "int-or-string",
  "io.k8s.apimachinery.pkg.apis.meta.v1.Time": "time",
  "io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime": "time",
  "io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1": "any",
};

const scalarFormats: Record<string, FieldType> = { byte: "bytes", int32: "int32", int64: "int64" };

function typeName(schemaName: string): string {
  return schemaName.slice(schemaName.lastIndexOf(".") + 1);
}

function fieldType(schema: OpenApiSchema): FieldType {
  if (schema.$ref !== undefined) {
    const reference = referenceName(schema.$ref);
    return scalarReferences[reference] ?? typeName(reference);
  }
  if (schema.items) {
    const mergeKey = schema["x-kubernetes-patch-merge-key"];
    const keys = schema["x-kubernetes-list-map-keys"] ?? (mergeKey === undefined ? [] : [mergeKey]);
    const item = fieldType(schema.items);
    // A list of scalars names no key although some carry a merge key ("finalizers").
    return isScalar(schema.items) ? `${item}[]` : `${item}[${keys.join()}]`;
  }
  if (schema.additionalProperties) return `${fieldType(schema.additionalProperties)}{}`;
  return scalarFormats[schema.format ?? ""] ?? schema.type ?? "any";
}

function isScalar(schema: OpenApiSchema): boolean {
  return schema.$ref === undefined || referenceName(schema.$ref) in scalarReferences;
}

function kubernetesType(schema: OpenApiSchema): KubernetesType {
  const properties = Object.entries(schema.properties ?? {});
  return {
    fields: Object.fromEntries(properties.map(([name, property]) => [name, fieldType(property)])),
    required: schema.required ?? [],
    enums: Object.fromEntries(properties.flatMap(([name, property]) => (property.enum ? [[name, property.enum]] : []))),
  };
}

/** What the API server's OpenAPI document says about `kinds`; throws when a kind is missing or two types share a name. */
export function kubernetesTypes(document: OpenApiDocument, kinds: readonly string[]): KubernetesTypes {
  const types: Record<string, KubernetesType> = {};
  for (const [name, schema] of Object.entries(document.schemas)) {
    if (name in scalarReferences) continue;
    if (typeName(name) in types) throw new Error(`Two types are called ${typeName(name)}; one is ${name}.`);
    types[typeName(name)] = kubernetesType(schema);
  }
  return {
    kubernetesVersion: document.kubernetesVersion,
    builtInKinds: document.builtInKinds,
    clusterScoped: document.clusterScoped,
    kinds: Object.fromEntries(kinds.map((kind) => [kind, typeName(schemaNameOfKind(document.schemas, kind))])),
    types,
  };
}
