import type { Cluster } from "@ngrok/webernetes";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { plainCopy } from "#simulator/time/plain-copy.ts";
import { storesOf, type ObjectStore } from "./stores.ts";

/** A value of etcd with its revision. */
interface Stored {
  key: { toString(): string };
  value: { toString(): string };
  mod_revision: string;
}

interface StoreInside extends Omit<ObjectStore, "listWithResourceVersion"> {
  etcd: Cluster["etcd"];
  key(name: string, namespace?: string): string;
  listPrefix(namespace?: string): string;
  readStored(name: string, namespace?: string): Promise<{ obj: KubernetesObject; resourceVersion: string } | undefined>;
  listWithResourceVersion(
    namespace?: string,
    options?: { resourceVersion?: string },
  ): ReturnType<ObjectStore["listWithResourceVersion"]>;
}

interface EtcdWatcher {
  removeAllListeners(event: "put" | "delete"): void;
  on(event: "put" | "delete", tell: (now: Stored, before?: Stored) => void): void;
}

type Emit = (event: "event", type: "ADDED" | "MODIFIED" | "DELETED", object: KubernetesObject) => void;

/**
 * Lets every store read as before, but each revision of an object only once: webernetes parses it anew for everyone who
 * asks or watches, looks at each field of it in case it is a time, and then copies what nobody else has.
 * It is the stores' prototype that is mended: webernetes makes a new store for each watch.
 */
export function quickenReading(cluster: Cluster): void {
  const [[, known] = []] = storesOf(cluster.api.corev1);
  const base = Object.getPrototypeOf(Object.getPrototypeOf(known)) as StoreInside;
  if (base.withResourceVersion === withResourceVersion) return;
  const { watch } = base;
  Object.assign(base, {
    withResourceVersion,
    async readStored(name, namespace) {
      const { kvs } = await this.etcd.get(this.key(name, namespace)).exec();
      return kvs[0] && { obj: readerOf(this.etcd)(kvs[0]), resourceVersion: kvs[0].mod_revision };
    },
    async listWithResourceVersion(namespace, { resourceVersion } = {}) {
      const all = this.etcd.getAll().prefix(this.listPrefix(namespace));
      const { header, kvs } = await (resourceVersion ? all.revision(resourceVersion) : all).exec();
      return { items: kvs.map(readerOf(this.etcd)), resourceVersion: header.revision };
    },
    async peek(namespace, name) {
      const { kvs } =
        name === undefined
          ? await this.etcd.getAll().prefix(this.listPrefix(namespace)).exec()
          : await this.etcd.get(this.key(name, namespace)).exec();
      return kvs.map(objectsOf(this.etcd));
    },
    watch(namespace, startRevision) {
      const watcher = watch.call(this, namespace, startRevision);
      const { watcher: etcd, emit } = watcher as unknown as { watcher: EtcdWatcher; emit: Emit };
      const tell = emit.bind(watcher, "event");
      const read = readerOf(this.etcd);
      etcd.removeAllListeners("put");
      etcd.removeAllListeners("delete");
      etcd.on("put", (now, before) => tell(before ? "MODIFIED" : "ADDED", read(now)));
      etcd.on("delete", (now) => tell("DELETED", read(now)));
      return watcher;
    },
  } satisfies Partial<StoreInside> & ThisType<StoreInside>);
}

type Read = (stored: Stored) => KubernetesObject;

/** Gives a copy of the object of its own to everyone who reads from one etcd. */
function readerOf(etcd: object): Read {
  const objectOf = objectsOf(etcd);
  return (stored) => plainCopy(objectOf(stored));
}

const objects = new WeakMap<object, Read>();

/** Gives the object of a revision that one etcd holds, the same to everyone who asks. */
function objectsOf(etcd: object): Read {
  const existing = objects.get(etcd);
  if (existing) return existing;
  // By its key, and only as long as its revision is the one that is asked for: so it is never an old one.
  const latest = new Map<string, { revision: string; object: KubernetesObject }>();
  const objectOf: Read = ({ key, value, mod_revision: revision }) => {
    const name = key.toString();
    const known = latest.get(name);
    if (known?.revision === revision) return known.object;
    const object = withResourceVersion(parse(value.toString()), revision);
    latest.set(name, { revision, object });
    return object;
  };
  objects.set(etcd, objectOf);
  return objectOf;
}

function withResourceVersion(object: KubernetesObject, resourceVersion: string): KubernetesObject {
  object.metadata.resourceVersion = resourceVersion;
  return object;
}

/** The times that webernetes wants as a `Date`; it writes all others itself, as text. */
const EVENT_TIMES = ["eventTime", "firstTimestamp", "lastTimestamp"];

function parse(text: string): KubernetesObject {
  const object = JSON.parse(text) as KubernetesObject;
  readTime(object.metadata, "creationTimestamp");
  if (object.kind === "Event") for (const field of EVENT_TIMES) readTime(object, field);
  return object;
}

function readTime(of: object, field: string): void {
  const time: unknown = Reflect.get(of, field);
  if (typeof time === "string") Reflect.set(of, field, new Date(time));
}
