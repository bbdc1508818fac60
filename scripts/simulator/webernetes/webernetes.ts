/*
 * Everything that is reached in @ngrok/webernetes although it does not export it is in the folder `webernetes`, so
 * that a new version of the package (it is pinned) is checked there and nowhere else.
 */

export { BaseImage, Cluster, getClock, makeInformer } from "@ngrok/webernetes";
export type { HttpRequest, HttpResponse, ImageConstructor, ProcessContext } from "@ngrok/webernetes";
export { nextDueMs } from "./clock.ts";
export { lengthenMemory, lightenMemory, lightenReads, wrapEtcd } from "./etcd.ts";
export { hookKubelet, podOf, securityOf } from "./kubelet-hooks.ts";
export type { PodOfKubelet } from "./kubelet-hooks.ts";
export {
  cutPower,
  endContainers,
  initWithoutSystemPods,
  makeServer,
  outputs,
  runningContainers,
  runs,
  silenceKubelet,
  takeOverDisk,
} from "./machines.ts";
export type { FileSystem, Machine, Server } from "./machines.ts";
export { get, isKnownHost, keepSilence, mendNetwork } from "./network.ts";
export { quickenReading } from "./reading.ts";
export { allowHeadless, makeStore, nameCause, prepareClients, storesOf } from "./stores.ts";
export type { ObjectStore } from "./stores.ts";
