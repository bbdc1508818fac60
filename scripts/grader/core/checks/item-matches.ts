import type { Mismatch } from "#core/generated/verdict.ts";
import type { Json } from "#core/json.ts";
import { kindName, type KubernetesObject } from "#core/kubernetes/object.ts";
import { typeAt } from "#core/kubernetes/schema/field-types.ts";
import { listKeys } from "#core/kubernetes/schema/list-keys.ts";
import type { Item } from "#core/look/sight.ts";
import { type FieldMeanings, match } from "#core/match/match.ts";

const NO_FIELDS: FieldMeanings = { listKeys: () => undefined, isQuantity: () => false };

/** What keeps one item from matching; an item that says why it is none (`error`) matches nothing but that. */
export function matchItem(expected: Json, { value }: Item): Mismatch[] {
  const { error } = value;
  if (typeof error === "string" && !(isObject(expected) && "error" in expected))
    return [{ path: "", expected, actual: error }];
  return match(expected, value as Json, "apiVersion" in value ? fieldsOf(value as KubernetesObject) : NO_FIELDS);
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null;
}

function fieldsOf(object: KubernetesObject): FieldMeanings {
  const kind = kindName(object);
  return {
    listKeys: (path) => listKeys(kind, path),
    isQuantity(path) {
      const type = typeAt(kind, path);
      return type?.is === "scalar" && type.name === "quantity";
    },
  };
}

/** The mismatches of all items, each with whose it is; things without a name that are wrong in the same way are counted. */
export function namedMismatches(found: readonly { item: Item; mismatches: Mismatch[] }[]): Mismatch[] {
  const alike = new Map<string, { mismatch: Mismatch; count: number }>();
  for (const { item, mismatches } of found) {
    for (const mismatch of mismatches) {
      const named = { ...(item.name !== undefined && { object: item.name }), ...mismatch };
      const key = JSON.stringify(named);
      alike.set(key, { mismatch: named, count: (alike.get(key)?.count ?? 0) + 1 });
    }
  }
  return [...alike.values()].map(({ mismatch, count }) => ({
    ...(mismatch.object === undefined && { object: `${count} of ${found.length} responses` }),
    ...mismatch,
  }));
}
