import { kinds, types } from "#core/kubernetes/generated/fields.js";
import type { KindName } from "#core/kubernetes/object.ts";
import type { Path } from "#core/path.ts";

/** What a field holds, read from the compact table of `generated/fields.js`. */
export type FieldType =
  | { is: "scalar"; name: string }
  | { is: "map of fields"; name: string; fields: Readonly<Record<string, string>> }
  | { is: "map"; item: FieldType }
  /** `keys` tell the items of a list apart; none for a list that is replaced as a whole. */
  | { is: "list"; item: FieldType; keys: readonly string[] };

const parsed = new Map<string, FieldType>();

/** Reads "string", "Container", "Container[name]" or "quantity{}". */
function fieldType(text: string): FieldType {
  const known = parsed.get(text);
  if (known) return known;
  const type = parseFieldType(text);
  parsed.set(text, type);
  return type;
}

function parseFieldType(text: string): FieldType {
  const [, item, keys] = /^(.+)\[(.*)\]$/.exec(text) ?? [];
  if (item !== undefined) return { is: "list", item: fieldType(item), keys: keys ? keys.split(",") : [] };
  if (text.endsWith("{}")) return { is: "map", item: fieldType(text.slice(0, -2)) };
  const fields = types[text];
  return fields ? { is: "map of fields", name: text, fields } : { is: "scalar", name: text };
}

/** The type of an object of this kind; undefined for a kind that is not in the table. */
export function typeOfKind(kind: KindName): FieldType | undefined {
  const name = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  return name === undefined ? undefined : fieldType(name);
}

/** The type one step further down; undefined when Kubernetes has no such field. */
export function typeBelow(type: FieldType, step: string | number): FieldType | undefined {
  if (type.is === "map" || type.is === "list") return type.item;
  if (type.is === "scalar" || typeof step === "number") return undefined;
  const field = Object.hasOwn(type.fields, step) ? type.fields[step] : undefined;
  return field === undefined ? undefined : fieldType(field);
}

/** The type at the end of a path in an object of this kind. */
export function typeAt(kind: KindName, path: Path): FieldType | undefined {
  let type = typeOfKind(kind);
  for (const step of path) type = type && typeBelow(type, step);
  return type;
}
