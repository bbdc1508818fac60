/*
 * Everything that is reached in @ngrok/webernetes although it does not export it stands in the folder `webernetes`, so
 * that a new version of the package (it is pinned) is checked there and nowhere else.
 */

export { BaseImage, Cluster, getClock, makeInformer } from "@ngrok/webernetes";
export type { HttpRequest, HttpResponse, ImageConstructor, ProcessContext } from "@ngrok/webernetes";
export { nextDueMs } from "./webernetes/clock.ts";
export { lengthenMemory, lightenMemory, lightenReads, wrapEtcd } from "./webernetes/etcd.ts";
export { hookKubelet, isMainProcess, podOf } from "./webernetes/kubelet-hooks.ts";
export type { FileSystem, PodOfKubelet } from "./webernetes/kubelet-hooks.ts";
export {
  cutPower,
  endContainers,
  initWithoutSystemPods,
  makeServer,
  outputs,
  runs,
  silenceKubelet,
  takeOverDisk,
} from "./webernetes/machines.ts";
export type { Machine, Server } from "./webernetes/machines.ts";
export { get, isKnownHost, keepSilence, mendNetwork } from "./webernetes/network.ts";
export { quickenReading } from "./webernetes/reading.ts";
export { allowHeadless, makeStore, prepareClients, storesOf } from "./webernetes/stores.ts";
export type { ObjectStore } from "./webernetes/stores.ts";
