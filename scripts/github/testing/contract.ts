import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import type { Endpoint } from "./endpoints.ts";
import type { GitHubDocument, Operation } from "./openapi/document.ts";

type Schema = Record<string, unknown>;

/** What a client sent, as far as GitHub describes it. */
export interface Sent {
  params: Record<string, string>;
  query: Record<string, string>;
  body: unknown;
}

const document = JSON.parse(readFileSync(new URL("./openapi/github.json", import.meta.url), "utf8")) as GitHubDocument;

// GitHub's description has words of OpenAPI in it that JSON Schema does not know, and formats that nobody needs here.
const options = { strict: false, validateFormats: false, logger: false } as const;
const bodies = new Ajv(options).addSchema(document, "github");
/** What is in an address is text also where a number is meant. */
const addresses = new Ajv({ ...options, coerceTypes: "array" }).addSchema(document, "github");
const compiled = new Map<string, ValidateFunction>();

/** What in a request GitHub's description does not allow: parameters, their values, and the body, unknown keys among it. */
export function requestProblems(endpoint: Endpoint, { params, query, body }: Sent): string[] {
  const { parameters, body: schema } = operationOf(endpoint);
  const given = { path: params, query } as Record<string, Record<string, string>>;
  const problems = parameters.flatMap(({ name, in: place, required }, index) => {
    const value = given[place]?.[name];
    if (value === undefined) return required ? [`${place} parameter ${name} is missing`] : [];
    const pointer = `${pointerTo(endpoint)}/parameters/${index}/schema`;
    return failures(addresses, pointer, value, `${place} parameter ${name}`);
  });
  const known = new Set(parameters.filter((one) => one.in === "query").map(({ name }) => name));
  const unknown = Object.keys(query).filter((name) => !known.has(name));
  const keys = Object.keys((schema?.["properties"] as object | undefined) ?? {});
  const extra = Object.keys((body as object | undefined) ?? {}).filter((key) => !keys.includes(key));
  return [
    ...problems,
    ...unknown.map((name) => `query parameter ${name} is not known`),
    ...extra.map((key) => `key ${key} of the body is not known`),
    ...(schema ? failures(bodies, `${pointerTo(endpoint)}/body`, body, "body") : []),
  ];
}

/** What in an answer of the fake is not as GitHub describes it. */
export function answerProblems(endpoint: Endpoint, status: number, body: unknown): string[] {
  const { responses } = operationOf(endpoint);
  // GitHub does not describe every failure of every endpoint.
  if (!(status in responses)) return status < 400 ? [`status ${status} is not described`] : [];
  return failures(bodies, `${pointerTo(endpoint)}/responses/${status}`, body, `answer ${status}`);
}

/** A value with everything that GitHub's description requires and the fake has nothing to say about. */
export function completeAnswer(endpoint: Endpoint, status: number, partial: unknown): unknown {
  return complete(operationOf(endpoint).responses[status] ?? {}, partial);
}

/** The payload of the event `workflow_run`, completed like an answer. Throws where GitHub describes it otherwise. */
export function completeEvent(partial: unknown): unknown {
  const event = complete(document.webhook, partial);
  const problems = failures(bodies, "github#/webhook", event, "event");
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return event;
}

function operationOf(endpoint: Endpoint): Operation {
  return document.endpoints[endpoint]!;
}

function pointerTo(endpoint: Endpoint): string {
  return `github#/endpoints/${encodeURIComponent(endpoint.replaceAll("~", "~0").replaceAll("/", "~1"))}`;
}

function failures(ajv: Ajv, pointer: string, value: unknown, what: string): string[] {
  const validate = compiled.get(pointer) ?? ajv.compile({ $ref: pointer });
  compiled.set(pointer, validate);
  // What is coerced is changed in the object that holds it.
  if (validate(structuredClone(value))) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${what}${instancePath} ${message}`);
}

function complete(schema: Schema, value: unknown): unknown {
  const { $ref, allOf, anyOf, oneOf, type, properties = {}, required = [], items, enum: values } = schema;
  if (typeof $ref === "string")
    return complete(document.components.schemas[$ref.split("/").at(-1) ?? ""] as Schema, value);
  const parts = (allOf ?? []) as Schema[];
  if (parts.length > 0) return parts.reduce((whole: unknown, part) => complete(part, whole), value);
  const [choice] = ((anyOf ?? oneOf) as Schema[] | undefined) ?? [];
  // Of several shapes the first is as good as any; a value that is no object needs nothing.
  if (choice && type === undefined && (value === undefined || isObject(value))) return complete(choice, value);
  const types = new Set([type].flat());
  if (value === undefined) {
    if (Array.isArray(values)) return values[0];
    if (types.has("null")) return null;
    if (types.has("array")) return [];
    if (types.has("string")) return "";
    if (types.has("boolean")) return false;
    if (types.has("integer") || types.has("number")) return 0;
  }
  if (Array.isArray(value)) return value.map((item) => complete((items ?? {}) as Schema, item));
  if (value !== undefined && !isObject(value)) return value;
  const known = properties as Record<string, Schema>;
  const given = value ?? {};
  const keys = new Set([...Object.keys(given), ...(required as string[])]);
  return Object.fromEntries([...keys].map((key) => [key, complete(known[key] ?? {}, given[key])]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
