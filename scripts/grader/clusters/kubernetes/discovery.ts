import { RefusedError } from "#core/cluster.ts";
import type { Connection } from "#clusters/kubernetes/connection.ts";

interface Resource {
  /** The plural in the URL, `deployments`. */
  name: string;
  kind: string;
  namespaced: boolean;
}

interface Locator {
  apiVersion: string;
  kind: string;
  namespace?: string;
}

/** The URL path of a kind's collection, such as `/apis/apps/v1/namespaces/lab/deployments`. */
export type Locate = (of: Locator, signal?: AbortSignal) => Promise<string>;

/** Asks the API which URL each kind has, once for each group and version. */
export function createLocate(connection: Connection): Locate {
  const known = new Map<string, Resource[]>();
  const resources = async (apiVersion: string, signal?: AbortSignal): Promise<Resource[]> => {
    const found = await connection
      .call<{ resources: Resource[] }>({ method: "GET", path: groupPath(apiVersion), signal })
      .then((answer) => answer.resources)
      .catch((error: unknown) => {
        if (error instanceof RefusedError && error.reason === "NotFound") return [];
        throw error;
      });
    known.set(apiVersion, found);
    return found;
  };
  return async ({ apiVersion, kind, namespace }, signal) => {
    const isIt = (resource: Resource): boolean => resource.kind === kind && !resource.name.includes("/");
    const resource = known.get(apiVersion)?.find(isIt) ?? (await resources(apiVersion, signal)).find(isIt);
    if (!resource) throw new RefusedError("NotFound", `no matches for kind "${kind}" in version "${apiVersion}"`);
    const scope = resource.namespaced && namespace !== undefined ? `/namespaces/${segment(namespace)}` : "";
    return `${groupPath(apiVersion)}${scope}/${resource.name}`;
  };
}

const groupPath = (apiVersion: string): string =>
  `${apiVersion.includes("/") ? "/apis" : "/api"}/${apiVersion.split("/").map(segment).join("/")}`;

/** One step of a URL's path; a learner's text must not lead to another URL. */
export function segment(name: string): string {
  if (name === "" || name === "." || name === "..")
    throw new RefusedError("Invalid", `Invalid value: "${name}": a name may not be "", "." or ".."`);
  return encodeURIComponent(name);
}
