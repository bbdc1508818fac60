import { registerHooks } from "node:module";

/** All of the client's generated code that the rest of it needs. */
const NEEDED = `
  export * from "./http/http.js";
  export { createConfiguration } from "./configuration.js";
  export { ServerConfiguration } from "./servers.js";
`;

// Else a class for each kind and each call of the API would be loaded with it: a fifth of a second and 50 MB.
registerHooks({
  load(url, context, nextLoad) {
    return url.endsWith("/@kubernetes/client-node/dist/gen/index.js")
      ? { format: "module", source: NEEDED, shortCircuit: true }
      : nextLoad(url, context);
  },
});

/** The official client's reader of kubeconfig files, which knows how each cloud lets people in. */
export const { KubeConfig } = await import("@kubernetes/client-node/dist/config.js");
export type KubeConfig = InstanceType<typeof KubeConfig>;
