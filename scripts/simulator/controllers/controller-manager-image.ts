import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { untilLeading } from "#simulator/api-server/leadership.ts";
import {
  type ImageConstructor,
  type ObjectStore,
  type ProcessContext,
  BaseImage,
} from "#simulator/webernetes/webernetes.ts";
import { runControllers } from "./controller.ts";
import { disruption } from "./disruption.ts";
import { endpointSlices } from "./endpoint-slices.ts";
import { nodeLifecycle } from "./node-lifecycle.ts";
import { taintEviction } from "./taint-eviction.ts";

/** The controllers that webernetes has, each as its own image. */
const webernetesControllers = [
  "namespace-controller",
  "deployment-controller",
  "replicaset-controller",
  "garbage-collector",
];

export interface ControllerManagerOptions {
  stores: ReadonlyMap<string, ObjectStore>;
  /** Makes an image of webernetes by its name. */
  makeImage: (name: string) => Pick<BaseImage, "exec">;
  /** The time of a kubelet's last sign of life, in milliseconds. */
  heartbeat: (node: string) => number;
}

/** kube-controller-manager: the controllers of webernetes and ours in one process, as the real one has them. */
export function controllerManagerImage({ stores, makeImage, heartbeat }: ControllerManagerOptions): ImageConstructor {
  return class extends BaseImage {
    static readonly imageName = "webernetes/kube-controller-manager";
    static readonly imageVersion = "1.0";
    readonly defaultCommand = ["kube-controller-manager"];
    override async exec(process: ProcessContext): Promise<number> {
      await untilLeading(process);
      await Promise.all([
        ...webernetesControllers.map((name) => makeImage(`webernetes/${name}:latest`).exec(process, [name])),
        runControllers(process, stores, (world) => [
          nodeLifecycle(world, heartbeat),
          taintEviction(world, (pod) => deletePod(process, pod)),
          endpointSlices(world),
          disruption(world),
        ]),
      ]);
      return 0;
    }
  };
}

async function deletePod(process: ProcessContext, { metadata }: KubernetesObject): Promise<void> {
  const { name, namespace = "default" } = metadata;
  await process.api.corev1.deleteNamespacedPod({ name, namespace });
}
