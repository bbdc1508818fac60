import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { userOf } from "#core/kubernetes/rbac/grants.ts";
import type { Right } from "#core/kubernetes/rbac/rights.ts";
import type { ObjectStore } from "#simulator/webernetes/webernetes.ts";
import { type Authorizer, createAuthorizer, type User } from "./authorizer.ts";
import { accountOf } from "./tokens.ts";

/** What a client in a Pod asks the API server. */
export interface ApiRequest {
  method: string;
  path: string;
  /** What stands behind `Bearer`, if the client shows a token. */
  token?: string;
  body?: string;
}

/** What an address of the API stands for. */
interface Address {
  group: string;
  version: string;
  namespace: string | undefined;
  resource: string;
  name: string | undefined;
  subresource: string | undefined;
}

/** What can be read, and the kind of it. */
const RESOURCES = new Map([
  ["v1/pods", "v1/Pod"],
  ["v1/services", "v1/Service"],
  ["v1/configmaps", "v1/ConfigMap"],
  ["v1/secrets", "v1/Secret"],
  ["v1/serviceaccounts", "v1/ServiceAccount"],
  ["apps/v1/deployments", "apps/v1/Deployment"],
  ["apps/v1/replicasets", "apps/v1/ReplicaSet"],
]);

/** What the API server says of itself, to everybody. */
const HEALTH = new Set(["/livez", "/readyz", "/healthz"]);

const ANONYMOUS: User = { user: "system:anonymous", groups: ["system:unauthenticated"] };

/** Whether such a request is answered as the API server does: reading of known kinds, and changing a Deployment's scale. */
export function isModelledRequest({ method, path, body }: ApiRequest): boolean {
  if (HEALTH.has(path)) return method === "GET";
  const address = addressOf(path);
  if (!address || kindOf(address) === undefined) return false;
  if (method === "GET") return address.subresource === undefined;
  return method === "PATCH" && isScale(address) && replicasOf(body) !== undefined;
}

const apis = new WeakMap<object, (request: ApiRequest) => Promise<number>>();

/** Lets the Pods of a network ask the API server with these stores: who asks, may they do that, and then it is done. */
export function connectApi(network: object, stores: ReadonlyMap<string, ObjectStore>): void {
  const authorizer = createAuthorizer(stores);
  apis.set(network, async (request) => {
    // Who is down says nothing, not even no.
    await stores.get("v1/Node")!.peek();
    const user = await authenticate(stores, request.token);
    if (!user) return 401;
    if (!(await isAllowed(authorizer, user, request))) return 403;
    return HEALTH.has(request.path) ? 200 : await perform(stores, request);
  });
}

/** The status of the answer that the API server of this network gives. */
export async function askApi(network: object, request: ApiRequest): Promise<number> {
  return await apis.get(network)!(request);
}

async function authenticate(stores: ReadonlyMap<string, ObjectStore>, token?: string): Promise<User | undefined> {
  if (token === undefined) return ANONYMOUS;
  const account = accountOf(token);
  if (!account) return undefined;
  const known = await stores.get("v1/ServiceAccount")!.get(account.name, account.namespace);
  return known && userOf(account);
}

async function isAllowed(authorizer: Authorizer, user: User, { method, path }: ApiRequest): Promise<boolean> {
  const address = addressOf(path);
  if (!address) return await authorizer.allows(user, { verb: method.toLowerCase(), url: path });
  const { group, resource, subresource, name, namespace } = address;
  const verb = method === "GET" && name === undefined ? "list" : method.toLowerCase();
  const right: Right = {
    verb,
    apiGroup: group,
    resource: subresource === undefined ? resource : `${resource}/${subresource}`,
    ...(name !== undefined && { name }),
  };
  return await authorizer.allows(user, right, namespace);
}

async function perform(stores: ReadonlyMap<string, ObjectStore>, { path, method, body }: ApiRequest): Promise<number> {
  const address = addressOf(path)!;
  const store = stores.get(kindOf(address)!)!;
  const { name, namespace } = address;
  if (name === undefined) return (await store.peek(namespace), 200);
  const object = await store.get(name, namespace);
  if (!object) return 404;
  if (method === "GET") return 200;
  const replicas = replicasOf(body)!;
  if (replicas < 0) return 422;
  const scaled: KubernetesObject = { ...object, spec: { ...(object.spec as object), replicas } };
  await store.update(name, scaled);
  return 200;
}

/** `/api/v1/namespaces/lab/pods/web-1/log` in its parts; undefined for what is no object's address. */
function addressOf(path: string): Address | undefined {
  const [, core, group = "", version = core ?? "", rest = ""] =
    /^\/(?:api\/(v\d\w*)|apis\/([\w.-]+)\/(v\d\w*))\/(.+)$/.exec(path) ?? [];
  if (version === "") return undefined;
  const steps = rest.split("/");
  const namespaced = steps[0] === "namespaces" && steps.length > 2;
  const [resource = "", name, subresource] = namespaced ? steps.slice(2) : steps;
  return { group, version, resource, name, subresource, namespace: namespaced ? steps[1] : undefined };
}

function kindOf({ group, version, resource }: Address): string | undefined {
  return RESOURCES.get([group, version, resource].filter(Boolean).join("/"));
}

function isScale({ resource, subresource, name, namespace }: Address): boolean {
  return resource === "deployments" && subresource === "scale" && name !== undefined && namespace !== undefined;
}

/** What a merge patch of a scale asks for, if it asks for nothing else. */
function replicasOf(body = ""): number | undefined {
  const [, digits] = /^\s*\{\s*"spec"\s*:\s*\{\s*"replicas"\s*:\s*(-?\d{1,9})\s*\}\s*\}\s*$/.exec(body) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
