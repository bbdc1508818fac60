import { AbortError } from "p-retry";
import { type Cluster, RefusedError } from "#core/cluster.ts";
import { asError } from "#core/error.ts";
import { isControlPlane } from "#core/kubernetes/nodes.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { createAccess } from "./access.ts";
import { ApiError } from "./api/api-error.ts";
import { createDiscovery, segment } from "./api/discovery.ts";
import { fetchList } from "./api/list.ts";
import { retried } from "./api/retry.ts";
import { watch } from "./api/watch.ts";
import { realClock } from "./clock.ts";
import { createComponents } from "./components.ts";
import { createContainers } from "./containers.ts";
import { createEvict } from "./eviction.ts";
import { type Machines, noMachines } from "./machines.ts";
import { createNamespace, deleteNamespace } from "./namespaces/namespaces.ts";
import { createRequest } from "./probe/probe.ts";
import { submit } from "./submission.ts";
import { createTrouble } from "./trouble.ts";

/** Server-side apply: other owners' fields are taken over, unknown fields refused. */
const applyParameters = "fieldManager=checkride&force=true&fieldValidation=Strict";

/** Creation, as `kubectl create` and the first `kubectl apply` do it. */
const createParameters = "fieldManager=checkride&fieldValidation=Strict";

/** The codes of a connection that was there and ended before the answer: https://undici.nodejs.org/#/docs/api/Errors */
const brokenConnection = new Set(["UND_ERR_SOCKET", "ECONNRESET", "EPIPE"]);

const isBroken = (error: unknown): boolean =>
  error instanceof Error && "code" in error && brokenConnection.has(String(error.code));

/** Merge patches refuse unknown fields too. */
const patchParameters = "fieldManager=checkride&fieldValidation=Strict";

export interface KubernetesOptions {
  kubeconfig?: string;
  /** The machines behind the API at that address, for who may stop nodes; without it, nodes and components cannot be stopped. */
  machines?: (server: string) => Machines;
}

/**
 * Opens a real cluster: that of the named kubeconfig file, or else the one that kubectl would take. Rejects where the
 * kubeconfig leads nowhere or the API does not answer.
 */
export async function openKubernetesCluster({
  kubeconfig,
  machines = noMachines,
}: KubernetesOptions = {}): Promise<Cluster> {
  // Loading that a simulated grade must not pay for.
  const { connect } = await import("./api/connection.ts");
  const connection = await connect(kubeconfig);
  const closing = new AbortController();
  const close = async (): Promise<void> => {
    closing.abort(new Error("The cluster was closed."));
    await connection.close();
  };
  const ask = async () =>
    await connection.call<{ gitVersion: string }>({ method: "GET", path: "/version" }).catch((error: unknown) => {
      // Who refuses the connection is not there; who answers is busy, or broke off in the middle.
      throw error instanceof ApiError || isBroken(error) ? error : new AbortError(asError(error));
    });
  const version = await retried(ask).catch(async (error: unknown) => {
    await close();
    throw new Error(
      `The Kubernetes API at ${connection.server} (context "${connection.context}") does not answer: ${String(error)}. ` +
        `Look with: kubectl --context ${connection.context} get nodes`,
      { cause: error },
    );
  });
  const discovery = createDiscovery(connection);
  const { locate } = discovery;

  const apply = async (object: KubernetesObject, headers?: Record<string, string>): Promise<KubernetesObject> => {
    const { apiVersion, kind, metadata } = object;
    const path = `${await locate({ apiVersion, kind, namespace: metadata.namespace })}/${segment(metadata.name)}?${applyParameters}`;
    const contentType = "application/apply-patch+yaml";
    return await connection.call<KubernetesObject>({ method: "PATCH", path, body: object, contentType, headers });
  };
  const create = async (object: KubernetesObject, headers: Record<string, string>): Promise<KubernetesObject> => {
    const { apiVersion, kind, metadata } = object;
    const path = `${await locate({ apiVersion, kind, namespace: metadata.namespace })}?${createParameters}`;
    return await connection.call<KubernetesObject>({ method: "POST", path, body: object, headers });
  };
  /** Server-side apply alone would refuse what kubectl takes: a variable or a port that is there twice. */
  const createOrApply = async (object: KubernetesObject, headers: Record<string, string>): Promise<KubernetesObject> =>
    await create(object, headers).catch(async (error: unknown) => {
      if (!(error instanceof RefusedError && error.reason === "AlreadyExists")) throw error;
      return await apply(object, headers);
    });
  const basis: Pick<Cluster, "apply" | "clock" | "list" | "patch" | "version" | "watch"> = {
    version: version.gitVersion,
    clock: realClock,
    apply: async (object, by) =>
      await (by === "submitter"
        ? submit(connection, object, async (headers) => await createOrApply(object, headers))
        : retried(async () => await apply(object))),
    async patch({ name, ...of }, body) {
      return await retried(async () => {
        const path = `${await locate(of)}/${segment(name)}?${patchParameters}`;
        const contentType = "application/merge-patch+json";
        return await connection.call<KubernetesObject>({ method: "PATCH", path, body, contentType });
      });
    },
    list: async (query) => (await retried(async () => await fetchList(connection, locate, query))).objects,
    watch(query, listener, signal) {
      const either = AbortSignal.any([signal, closing.signal]);
      watch(connection, locate, query, listener, either).catch((error: unknown) => {
        if (!either.aborted) listener.failed(new Error("The watch ended", { cause: error }));
      });
    },
  };
  const access = createAccess(connection, discovery, basis);
  const { trouble, begin, stopped } = createTrouble(basis);
  const components = createComponents(machines(connection.server), basis);

  const cluster: Omit<Cluster, "request"> = {
    ...basis,
    ...createContainers(connection, basis),
    ...components,
    async stopNode(name) {
      const [node] = await basis.list({ apiVersion: "v1", kind: "Node", name }).catch(() => []);
      stopped(name);
      // With its machine go the programs of the control plane.
      if (node && isControlPlane(node)) stopped();
      await components.stopNode(name);
    },
    async stopProgram(node, program) {
      stopped(node);
      await components.stopProgram(node, program);
    },
    async stopComponent(name) {
      stopped();
      // Without them the Pod that sends requests could not come into being any more.
      if (name === "kube-scheduler" || name === "kube-controller-manager") await requests.prepare();
      await components.stopComponent(name);
    },
    trouble,
    kind: "kubernetes",
    async createNamespace(prefix, podSecurity, kinds = []) {
      const options = { prefix, podSecurity, kinds };
      const namespace = await createNamespace({ connection, discovery, cluster: basis }, options);
      await begin(namespace);
      return namespace;
    },
    deleteNamespace: async (name) => await deleteNamespace(connection, name),
    unsupported: () => [],
    async apply(object, by) {
      access.written(object);
      return await basis.apply(object, by);
    },
    async patch(reference, patch) {
      access.written(reference);
      return await basis.patch(reference, patch);
    },
    async delete({ name, ...of }) {
      access.written(of);
      await retried(async () => {
        const path = `${await locate(of)}/${segment(name)}?propagationPolicy=Background`;
        await connection.call({ method: "DELETE", path });
      }).catch((error: unknown) => {
        if (!(error instanceof RefusedError && error.reason === "NotFound")) throw error;
      });
    },
    evict: createEvict(connection),
    authorize: access.authorize,
    close,
  };
  const requests = createRequest(connection, cluster);
  return { ...cluster, request: requests.request };
}
