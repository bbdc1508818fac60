import { KubeConfig } from "./client.ts";

/** Reads the named kubeconfig, or else `KUBECONFIG`, `~/.kube/config`, or the credentials of the Pod that we run in. */
export function readKubeConfig(kubeconfig?: string): KubeConfig {
  const config = new KubeConfig();
  if (kubeconfig === undefined) config.loadFromDefault();
  else config.loadFromFile(kubeconfig);
  // What the client falls back to where it finds nothing.
  if (config.getCurrentCluster()?.server === "http://localhost:8080") {
    throw new Error(
      "There is no kubeconfig: neither KUBECONFIG nor ~/.kube/config names a cluster. " +
        "Next: make a cluster, or set KUBECONFIG to the file that leads to yours.",
    );
  }
  if (config.getCurrentCluster()) return config;
  const known = config.getContexts().map((one) => one.name);
  throw new Error(
    `${kubeconfig ?? "The kubeconfig"} has no cluster for the context "${config.getCurrentContext()}". ` +
      (known.length === 0 ? "It has no contexts." : `Its contexts: ${known.join(", ")}.`),
  );
}

/** The name of the context that kubectl would take; throws if none exists. */
export function currentContext(): string {
  return readKubeConfig().getCurrentContext();
}
