import type { KindName } from "#core/kubernetes/object.ts";
import type { Path } from "#core/path.ts";
import { typeAt } from "./field-types.ts";

/**
 * The fields that tell the items of the list at `path` apart: `["name"]` for a Deployment's containers; undefined for
 * a list without keys. Source: `x-kubernetes-list-map-keys` and, where missing, `x-kubernetes-patch-merge-key` of the
 * API server's OpenAPI v3 documents.
 */
export function listKeys(kind: KindName, path: Path): readonly string[] | undefined {
  const type = typeAt(kind, path);
  return type?.is === "list" && type.keys.length > 0 ? type.keys : undefined;
}
