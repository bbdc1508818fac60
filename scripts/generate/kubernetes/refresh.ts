/**
 * Reads the OpenAPI v3 documents of the kind cluster (or of the one that KUBECONFIG leads to) and keeps in `openapi.json`
 * what the kinds of `kinds.ts` need, so that generating needs no cluster. The roles that the cluster brings along go to the
 * simulated cluster.
 */
import { writeFileSync } from "node:fs";
import spawn from "nano-spawn";
import { defaultKubeconfig } from "#clusters/kind/default-kubeconfig.ts";
import { KUBERNETES_VERSION, minorRelease } from "#core/kubernetes/version.ts";
import { kubernetesKinds } from "./kinds.ts";
import {
  markedKind,
  referenceName,
  schemaNameOfKind,
  type OpenApiDocument,
  type OpenApiPath,
  type OpenApiSchema,
} from "./openapi-document.ts";

const output = new URL("openapi.json", import.meta.url);
const rolesOutput = new URL("../../simulator/access/built-in-roles.json", import.meta.url);

const env = { KUBECONFIG: await defaultKubeconfig((text) => process.stderr.write(`${text}\n`)) };

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
  const { stdout } = await spawn("kubectl", ["get", "--raw", path], { env });
  return JSON.parse(stdout) as Record<string, unknown>;
}

interface Served {
  paths: Record<string, OpenApiPath>;
  schemas: Record<string, OpenApiSchema>;
}

async function readServed(): Promise<Served> {
  const versions = new Set(kubernetesKinds.map((kind) => kind.slice(0, kind.lastIndexOf("/"))));
  const [paths, schemas]: [Served["paths"], Served["schemas"]] = [{}, {}];
  for (const version of versions) {
    const document = await readRaw(`/openapi/v3/${version.includes("/") ? "apis" : "api"}/${version}`);
    Object.assign(schemas, (document["components"] as { schemas: Record<string, OpenApiSchema> }).schemas);
    Object.assign(paths, document["paths"]);
  }
  return { paths, schemas };
}

interface Group {
  versions: { groupVersion: string }[];
}

/** Every kind that the API server has, as `apps/v1/Deployment`. */
async function servedKinds(): Promise<string[]> {
  const { groups } = (await readRaw("/apis")) as { groups?: Group[] };
  const versions = ["v1", ...(groups ?? []).flatMap((group) => group.versions.map(({ groupVersion }) => groupVersion))];
  const kinds = new Set<string>();
  for (const version of versions) {
    const { resources } = (await readRaw(`/${version.includes("/") ? "apis" : "api"}/${version}`)) as {
      resources?: { name: string; kind: string }[];
    };
    for (const { name, kind } of resources ?? []) if (!name.includes("/")) kinds.add(`${version}/${kind}`);
  }
  return [...kinds].sort();
}

/** Kinds of which one object is read at a path that names no namespace around it. */
function clusterScopedKinds(paths: Served["paths"]): string[] {
  const found = Object.entries(paths).flatMap(([path, { get }]) => {
    const marked = get?.["x-kubernetes-group-version-kind"];
    const one = path.endsWith("/{name}") && !path.includes("/{namespace}/") && !path.includes("/watch/");
    return marked && one ? [markedKind(marked)] : [];
  });
  const clusterScoped = new Set(found);
  return kubernetesKinds.filter((kind) => clusterScoped.has(kind));
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

const { gitVersion } = await readRaw("/version");
if (minorRelease(String(gitVersion)) !== KUBERNETES_VERSION) {
  process.stderr.write(
    `The cluster has Kubernetes ${String(gitVersion)}, and the schemas must be of ${KUBERNETES_VERSION}.\n`,
  );
  process.exit(1);
}
const served = await readServed();
const needed: Record<string, OpenApiSchema> = {};
for (const kind of kubernetesKinds) collect(schemaNameOfKind(served.schemas, kind), served.schemas, needed);
const document: OpenApiDocument = {
  kubernetesVersion: String(gitVersion),
  builtInKinds: await servedKinds(),
  clusterScoped: clusterScopedKinds(served.paths),
  schemas: Object.fromEntries(Object.entries(needed).sort(([a], [b]) => (a < b ? -1 : 1))),
};
writeFileSync(output, JSON.stringify(document, null, 2));

interface Listed {
  metadata: { name: string };
  rules?: object[];
  subjects?: { kind: string; name: string; namespace?: string }[];
  roleRef?: { name: string };
}

async function listed(resource: string): Promise<Listed[]> {
  const { items } = await readRaw(`/apis/rbac.authorization.k8s.io/v1/${resource}`);
  return items as Listed[];
}

const builtIn = {
  roles: (await listed("clusterroles")).map(({ metadata: { name }, rules = [] }) => ({ name, rules })),
  bindings: (await listed("clusterrolebindings")).map(({ roleRef, subjects = [] }) => ({
    role: roleRef?.name,
    subjects: subjects.map(({ kind, name, namespace }) => ({ kind, name, namespace })),
  })),
};
writeFileSync(rolesOutput, JSON.stringify(builtIn, null, 2));
await spawn("oxfmt", [output.pathname, rolesOutput.pathname], { preferLocal: true });
