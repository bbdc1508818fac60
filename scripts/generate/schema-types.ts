import { compile } from "json-schema-to-typescript";

type Schema = Parameters<typeof compile>[0];

/** TypeScript types of a JSON Schema, one interface for each `title`. */
export function schemaTypes(schema: Schema, name: string): Promise<string> {
  return compile(plain(schema) as Schema, name, {
    bannerComment: "",
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
  });
}

/** Leaves out what says nothing about types and would only double them: words beside a `$ref`, and rules over other keys. */
function plain(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(plain);
  if (typeof schema !== "object" || schema === null) return schema;
  if ("$ref" in schema) return { $ref: schema.$ref };
  const kept = Object.entries(schema).filter(([key, value]) => !(key === "allOf" && Array.isArray(value)));
  if (kept.every(([key]) => key === "description")) return {};
  return Object.fromEntries(kept.map(([key, value]) => [key, plain(value)]));
}
