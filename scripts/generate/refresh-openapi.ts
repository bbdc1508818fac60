/**
 * Reads the OpenAPI v3 documents of the cluster that `kubectl` talks to and keeps in `openapi/kubernetes.json`
 * what the kinds of `kubernetes-kinds.ts` need, so that generating needs no cluster.
 */
import { writeFileSync } from "node:fs";
import spawn from "nano-spawn";
import { kubernetesKinds } from "./kubernetes-kinds.ts";
import { referenceName, schemaNameOfKind } from "./openapi-document.ts";
import type { OpenApiDocument, OpenApiSchema } from "./openapi-document.ts";

const output = new URL("openapi/kubernetes.json", import.meta.url);

const keptKeys = new Set([
  "$ref",
  "type",
  "format",
  "enum",
  "required",
  "items",
  "oneOf",
  "additionalProperties",
  "x-kubernetes-list-map-keys",
  "x-kubernetes-patch-merge-key",
  "x-kubernetes-group-version-kind",
]);

async function readRaw(path: string): Promise<Record<string, unknown>> {
  const { stdout } = await spawn("kubectl", ["get", "--raw", path]);
  return JSON.parse(stdout) as Record<string, unknown>;
}

async function schemasOfServer(): Promise<Record<string, OpenApiSchema>> {
  const versions = new Set(kubernetesKinds.map((kind) => kind.slice(0, kind.lastIndexOf("/"))));
  const schemas: Record<string, OpenApiSchema> = {};
  for (const version of versions) {
    const document = await readRaw(`/openapi/v3/${version.includes("/") ? "apis" : "api"}/${version}`);
    Object.assign(schemas, (document["components"] as { schemas: Record<string, OpenApiSchema> }).schemas);
  }
  return schemas;
}

/** Without descriptions and defaults; `allOf` around a single reference (there for its description) becomes the reference. */
function reduced(schema: OpenApiSchema): OpenApiSchema {
  if (schema.allOf?.length === 1) return reduced(schema.allOf[0] as OpenApiSchema);
  const kept = Object.fromEntries(Object.entries(schema).filter(([key]) => keptKeys.has(key))) as OpenApiSchema;
  if (schema.items) kept.items = reduced(schema.items);
  if (schema.additionalProperties) kept.additionalProperties = reduced(schema.additionalProperties);
  if (schema.properties) {
    const properties = Object.entries(schema.properties).map(([name, property]) => [name, reduced(property)] as const);
    kept.properties = Object.fromEntries(properties);
  }
  return kept;
}

function referencesIn(schema: OpenApiSchema): string[] {
  const parts = [schema.items, schema.additionalProperties, ...Object.values(schema.properties ?? {})];
  const below = parts.flatMap((part) => (part ? referencesIn(part) : []));
  return schema.$ref === undefined ? below : [referenceName(schema.$ref), ...below];
}

function collect(name: string, from: Record<string, OpenApiSchema>, into: Record<string, OpenApiSchema>): void {
  const schema = from[name];
  if (into[name] !== undefined || schema === undefined) return;
  const kept = reduced(schema);
  into[name] = kept;
  for (const reference of referencesIn(kept)) collect(reference, from, into);
}

const served = await schemasOfServer();
const needed: Record<string, OpenApiSchema> = {};
for (const kind of kubernetesKinds) collect(schemaNameOfKind(served, kind), served, needed);
const { gitVersion } = await readRaw("/version");
const document: OpenApiDocument = {
  kubernetesVersion: String(gitVersion),
  schemas: Object.fromEntries(Object.entries(needed).sort(([a], [b]) => (a < b ? -1 : 1))),
};
writeFileSync(output, JSON.stringify(document, null, 2));
await spawn("oxfmt", [output.pathname], { preferLocal: true });
