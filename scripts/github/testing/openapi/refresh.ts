/**
 * Takes the endpoints of the fake GitHub out of GitHub's published OpenAPI description (`@octokit/openapi`, too large to
 * install) and keeps them in `openapi/github.json` as plain JSON Schema, without words and examples.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import spawn from "nano-spawn";
import { ENDPOINTS } from "#github/testing/endpoints.ts";
import type { GitHubDocument, Operation } from "./document.ts";

/** The event that starts the report. */
const WEBHOOK = "workflow-run-completed";

const output = new URL("github.json", import.meta.url);
const describing = new Set(["description", "summary", "title", "example", "examples", "externalDocs", "deprecated"]);

type Json = Record<string, unknown>;

interface Published {
  info: { version: string };
  paths: Record<string, Record<string, PublishedOperation>>;
  "x-webhooks": Record<string, { post: PublishedOperation }>;
  components: Record<string, Record<string, Json>>;
}

interface PublishedOperation {
  parameters?: Json[];
  requestBody?: { content: Content; required?: boolean };
  responses: Record<string, Json>;
}

type Content = Record<string, { schema: Json }>;

async function published(): Promise<Published> {
  const folder = mkdtempSync(join(tmpdir(), "openapi-"));
  try {
    await spawn("npm", ["pack", "@octokit/openapi", "--pack-destination", folder]);
    await spawn("sh", ["-c", "tar -xzf *.tgz package/generated/api.github.com.json"], { cwd: folder });
    return JSON.parse(readFileSync(join(folder, "package/generated/api.github.com.json"), "utf8")) as Published;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** OpenAPI 3.0 as JSON Schema: no words, and `nullable` as the type `null`. */
function reduced(schema: unknown, insideProperties = false): unknown {
  if (Array.isArray(schema)) return schema.map((item) => reduced(item));
  if (typeof schema !== "object" || schema === null) return schema;
  const kept = Object.entries(schema).filter(
    ([key]) => insideProperties || !(describing.has(key) || key.startsWith("x-")),
  );
  const result = Object.fromEntries(
    kept.map(([key, value]) => [
      key,
      key === "enum" ? value : reduced(value, !insideProperties && key === "properties"),
    ]),
  );
  return insideProperties ? result : withNull(result);
}

function withNull({ nullable, ...schema }: Json): Json {
  if (nullable !== true) return schema;
  const { type, enum: values } = schema;
  if (typeof type !== "string") return { anyOf: [schema, { type: "null" }] };
  return { ...schema, type: [type, "null"], ...(Array.isArray(values) && { enum: [...new Set([...values, null])] }) };
}

function operation(document: Published, { parameters = [], requestBody, responses }: PublishedOperation): Operation {
  const resolved = (part: Json): Json => {
    const [, , kind = "", name = ""] = String(part["$ref"]).split("/");
    return document.components[kind]?.[name] ?? part;
  };
  const schemaOf = (content: unknown): Json | undefined => {
    const schema = (content as Content | undefined)?.["application/json"]?.schema;
    return schema && (reduced(schema) as Json);
  };
  const found = Object.entries(responses).map(
    ([status, response]) => [status, schemaOf(resolved(response)["content"]) ?? {}] as const,
  );
  return {
    parameters: parameters.map(resolved).flatMap(({ name, in: place, required, schema }) => {
      const one = {
        name: String(name),
        in: String(place),
        required: required === true,
        schema: reduced(schema) as Json,
      };
      return one.in === "header" ? [] : [one];
    }),
    ...(requestBody && { body: schemaOf(requestBody.content) ?? {} }),
    responses: Object.fromEntries(found),
  };
}

/** Every schema that `from` names, and those that these name. */
function collect(from: unknown, document: Published, into: Record<string, unknown>): void {
  for (const [, name = ""] of JSON.stringify(from).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
    if (name in into) continue;
    into[name] = reduced(document.components["schemas"]?.[name]);
    collect(into[name], document, into);
  }
}

const document = await published();
const endpoints = Object.fromEntries(
  ENDPOINTS.map((endpoint) => {
    const [method = "", path = ""] = endpoint.split(" ");
    const one = document.paths[path]?.[method.toLowerCase()];
    if (!one) throw new Error(`GitHub's description ${document.info.version} has no endpoint ${endpoint}.`);
    return [endpoint, operation(document, one)];
  }),
);
const event = document["x-webhooks"][WEBHOOK]?.post.requestBody?.content["application/json"]?.schema;
if (!event) throw new Error(`GitHub's description ${document.info.version} has no webhook ${WEBHOOK}.`);
const webhook = reduced(event) as Json;
const schemas: Record<string, unknown> = {};
collect({ endpoints, webhook }, document, schemas);
const extract: GitHubDocument = { version: document.info.version, endpoints, webhook, components: { schemas } };
writeFileSync(output, JSON.stringify(extract, null, 2));
await spawn("oxfmt", [output.pathname], { preferLocal: true });
