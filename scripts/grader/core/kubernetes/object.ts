import type { Json } from "#core/json.ts";
interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
}

interface ObjectMeta {
  name: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  generation?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
}

/** One Kubernetes object in its JSON form (times are RFC 3339 strings, never `Date`). */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  spec?: Json;
  status?: Json;
  [field: string]: unknown;
}

/** `apps/v1/Deployment`: how lab files and messages name a kind. */
export type KindName = string;

export function kindName(of: { apiVersion: string; kind: string }): KindName {
  return `${of.apiVersion}/${of.kind}`;
}
