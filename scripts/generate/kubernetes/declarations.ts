import type { FieldType, KubernetesTypes } from "./types.ts";

const scalars: Record<string, string> = {
  any: "Json",
  boolean: "boolean",
  bytes: "string",
  int32: "number",
  int64: "number",
  integer: "number",
  "int-or-string": "number | string",
  number: "number",
  object: "{ [key: string]: Json }",
  quantity: "number | string",
  string: "string",
  time: "string",
};

function declaredType(type: FieldType): string {
  const list = /^(.+)\[.*\]$/.exec(type);
  if (list) return `(${declaredType(String(list[1]))})[]`;
  if (type.endsWith("{}")) return `{ [key: string]: ${declaredType(type.slice(0, -2))} }`;
  return scalars[type] ?? type;
}

function declaredInterface(name: string, fields: Record<string, FieldType>): string {
  const lines = Object.entries(fields).map(([field, type]) => `  ${JSON.stringify(field)}?: ${declaredType(type)};`);
  return `export interface ${name} {\n${lines.join("\n")}\n}\n`;
}

/** TypeScript interfaces of all Kubernetes types as someone writes them: every field may be missing. */
export function kubernetesDeclarations({ types }: KubernetesTypes): string {
  const interfaces = Object.entries(types).map(([name, { fields }]) => declaredInterface(name, fields));
  return `import type { Json } from "#core/kubernetes/object.ts";\n\n${interfaces.join("\n")}`;
}
