import type { FieldType, KubernetesType, KubernetesTypes } from "./types.ts";

type JsonSchema = Record<string, unknown>;

const scalars: Record<string, JsonSchema> = {
  any: {},
  boolean: { type: "boolean" },
  bytes: { type: "string" },
  int32: { type: "integer" },
  int64: { type: "integer" },
  integer: { type: "integer" },
  "int-or-string": { type: ["integer", "string"] },
  number: { type: "number" },
  object: { type: "object" },
  quantity: { type: ["string", "number"] },
  string: { type: "string" },
  time: { type: "string" },
};

function fieldSchema(type: FieldType): JsonSchema {
  const list = /^(.+)\[.*\]$/.exec(type);
  if (list) return { type: "array", items: fieldSchema(String(list[1])) };
  if (type.endsWith("{}")) return { type: "object", additionalProperties: fieldSchema(type.slice(0, -2)) };
  return scalars[type] ?? { $ref: `#/definitions/${type}` };
}

/** Fields that the document calls required although the API server takes nothing for zero or empty. */
const notReallyRequired: Record<string, readonly string[]> = {
  HTTPHeader: ["value"],
  PodFailurePolicy: ["rules"],
  PreferredSchedulingTerm: ["preference"],
  SleepAction: ["seconds"],
  Sysctl: ["value"],
};

function definition(typeName: string, type: KubernetesType): JsonSchema {
  const properties = Object.entries(type.fields).map(([name, field]) => {
    const values = type.enums[name];
    // The API server takes an empty string for "not set" and fills in the default.
    const enumeration = values && { enum: type.required.includes(name) ? values : [...new Set([...values, ""])] };
    return [name, { ...fieldSchema(field), ...enumeration }] as const;
  });
  const required = type.required.filter((name) => !notReallyRequired[typeName]?.includes(name));
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    additionalProperties: false,
    ...(required.length > 0 && { required }),
  };
}

/** One JSON Schema (draft-07) with a definition for each type; it refuses unknown fields. */
export function kubernetesSchema({ types }: KubernetesTypes): JsonSchema {
  const definitions = Object.entries(types).map(([name, type]) => [name, definition(name, type)] as const);
  return { $id: "kubernetes", definitions: Object.fromEntries(definitions) };
}
