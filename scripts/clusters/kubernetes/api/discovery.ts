import { RefusedError } from "#core/cluster.ts";
import type { Connection } from "./connection.ts";
import { retried } from "./retry.ts";

interface Resource {
  /** The plural in the URL, `deployments`, or with a subresource, `deployments/scale`. */
  name: string;
  kind: string;
  namespaced: boolean;
}

interface Kind {
  apiVersion: string;
  kind: string;
}

interface Locator extends Kind {
  namespace?: string;
}

/** The URL path of a kind's collection, such as `/apis/apps/v1/namespaces/lab/deployments`; asks once, as those who use it try again as a whole. */
export type Locate = (of: Locator, signal?: AbortSignal) => Promise<string>;

export interface Discovery {
  locate: Locate;
  /** The resource of a kind; {@link RefusedError} where the API has no such kind. */
  resourceOf: (of: Kind) => Promise<Resource>;
  /** Whether the API has a resource of that name (`deployments`, `pods/log`) in that group ("" for Pods). */
  hasResource: (group: string, name: string) => Promise<boolean>;
}

/** Asks the API what it has for each group and version, and does not ask again for what it had. */
export function createDiscovery(connection: Pick<Connection, "call">): Discovery {
  const known = new Map<string, Resource[]>();

  const resources = async (apiVersion: string, signal?: AbortSignal): Promise<Resource[]> => {
    const path = groupPath(apiVersion);
    const found = (await orNothing<{ resources: Resource[] }>(connection, path, signal))?.resources ?? [];
    known.set(apiVersion, found);
    return found;
  };

  const find = async ({ apiVersion, kind }: Kind, signal?: AbortSignal): Promise<Resource> => {
    const isIt = (resource: Resource): boolean => resource.kind === kind && !resource.name.includes("/");
    const resource = known.get(apiVersion)?.find(isIt) ?? (await resources(apiVersion, signal)).find(isIt);
    if (!resource) throw new RefusedError("NotFound", `no matches for kind "${kind}" in version "${apiVersion}"`);
    return resource;
  };

  return {
    resourceOf: async (of) => await retried(async () => await find(of)),

    async locate({ apiVersion, kind, namespace }, signal) {
      const { name, namespaced } = await find({ apiVersion, kind }, signal);
      const scope = namespaced && namespace !== undefined ? `/namespaces/${segment(namespace)}` : "";
      return `${groupPath(apiVersion)}${scope}/${name}`;
    },

    hasResource: async (group, name) =>
      await retried(async () => {
        const apiVersion = group === "" ? "v1" : await preferredVersion(connection, group);
        if (apiVersion === undefined) return false;
        return (known.get(apiVersion) ?? (await resources(apiVersion))).some((resource) => resource.name === name);
      }),
  };
}

async function preferredVersion(connection: Pick<Connection, "call">, group: string): Promise<string | undefined> {
  const path = `/apis/${segment(group)}`;
  const found = await orNothing<{ preferredVersion: { groupVersion: string } }>(connection, path);
  return found?.preferredVersion.groupVersion;
}

/** The answer, or undefined where there is nothing at that path. */
async function orNothing<Answer>(connection: Pick<Connection, "call">, path: string, signal?: AbortSignal) {
  return await connection.call<Answer>({ method: "GET", path, signal }).catch((error: unknown) => {
    if (error instanceof RefusedError && error.reason === "NotFound") return undefined;
    throw error;
  });
}

const groupPath = (apiVersion: string): string =>
  `${apiVersion.includes("/") ? "/apis" : "/api"}/${apiVersion.split("/").map(segment).join("/")}`;

/** One step of a URL's path; a learner's text must not lead to another URL. */
export function segment(name: string): string {
  if (name === "" || name === "." || name === "..")
    throw new RefusedError("Invalid", `Invalid value: "${name}": a name may not be "", "." or ".."`);
  return encodeURIComponent(name);
}
