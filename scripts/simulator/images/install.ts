import { fullReference, parseImageReference } from "#core/kubernetes/image-reference.ts";
import type { Cluster, Server } from "#simulator/webernetes/webernetes.ts";
import { standInFor, standIns } from "./catalogue.ts";
import { imageClasses } from "./stand-in.ts";
import { systemImage } from "./system.ts";

/** Puts the stand-ins into the cluster's registry, instead of the images that webernetes brings along. */
export function installImages(cluster: Cluster): void {
  const registry = cluster.imageRegistry;
  for (const image of standIns.flatMap(imageClasses)) registry.register(image);
  const has = registry.has.bind(registry);
  const create = registry.create.bind(registry);
  registry.has = (image) => has(registered(image));
  registry.create = (image) => create(registered(image));
}

/** Lets a machine's runtime pull from that registry and speak as containerd does. */
export function equipRuntime(runtime: Runtime, { imageRegistry }: Cluster): void {
  runtime.pullImage = async (_, { image }) =>
    imageRegistry.has(image) ? [image, undefined] : ["", new Error(notFound(image))];
  nameEndings(runtime);
}

type Runtime = Server["runtime"];

/** Gives each container that ended the reason that containerd gives; 255 stands for an end that nobody saw. */
function nameEndings(runtime: Runtime): void {
  const containerStatus = runtime.containerStatus.bind(runtime);
  runtime.containerStatus = async (context, id) => {
    const [response, error] = await containerStatus(context, id);
    if (response?.status?.state === "Exited") {
      const { exitCode } = response.status;
      response.status.reason = exitCode === 0 ? "Completed" : exitCode === 255 ? "Unknown" : "Error";
    }
    return [response, error];
  };
}

/** What the registry calls it: system images as they are, stand-ins by repository and tag, anything else not at all. */
function registered(image: string): string {
  if (image.startsWith("webernetes/")) return image;
  const system = systemImage(image);
  if (system) return system;
  const standIn = standInFor(image);
  return standIn ? `${standIn.repository}:${parseImageReference(image).tag}` : "";
}

/** containerd 2.1's words for a registry that does not have the image, as the kubelet passes them on. */
function notFound(image: string): string {
  const reference = fullReference(parseImageReference(image));
  return `rpc error: code = NotFound desc = failed to pull and unpack image "${reference}": failed to resolve image: ${reference}: not found`;
}
