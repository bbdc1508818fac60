import type { Cluster } from "../webernetes.ts";
import { fullReference, parseImageReference } from "./reference.ts";
import { standInFor, standIns } from "./catalogue.ts";
import { imageClasses } from "./stand-in.ts";

/** Puts the stand-ins into the cluster's registry, instead of the images that webernetes brings along. */
export function installImages(cluster: Cluster): void {
  const registry = cluster.imageRegistry;
  for (const image of standIns.flatMap(imageClasses)) registry.register(image);
  const has = registry.has.bind(registry);
  const create = registry.create.bind(registry);
  registry.has = (image) => has(registered(image));
  registry.create = (image) => create(registered(image));
  for (const { runtime } of cluster.servers) {
    runtime.pullImage = async (_, { image }) =>
      registry.has(image) ? [image, undefined] : ["", new Error(notFound(image))];
    nameEndings(runtime);
  }
}

type Runtime = Cluster["servers"][number]["runtime"];

/** Gives each container that ended the reason that containerd gives: `Completed` or `Error`. */
function nameEndings(runtime: Runtime): void {
  const containerStatus = runtime.containerStatus.bind(runtime);
  runtime.containerStatus = async (context, id) => {
    const [response, error] = await containerStatus(context, id);
    if (response?.status?.state === "Exited") {
      response.status.reason = response.status.exitCode === 0 ? "Completed" : "Error";
    }
    return [response, error];
  };
}

/** What the registry calls it: system images as they are, stand-ins by repository and tag, anything else not at all. */
function registered(image: string): string {
  if (image.startsWith("webernetes/")) return image;
  const standIn = standInFor(image);
  return standIn ? `${standIn.repository}:${parseImageReference(image).tag}` : "";
}

/** containerd 2.1's words for a registry that does not have the image, as the kubelet passes them on. */
function notFound(image: string): string {
  const reference = fullReference(parseImageReference(image));
  return `rpc error: code = NotFound desc = failed to pull and unpack image "${reference}": failed to resolve image: ${reference}: not found`;
}
