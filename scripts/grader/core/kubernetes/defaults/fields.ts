import type { Json } from "#core/json.ts";

/** A map of JSON values whose fields are read and filled in by name. */
export type Fields = { [field: string]: Json | undefined };

/** The maps in a list field; none where the field is missing. */
export function fieldsList(value: Json | undefined): Fields[] {
  return Array.isArray(value) ? (value as Fields[]) : [];
}

/** The map in a field, made empty where it is missing. */
export function ensureFields(of: Fields, name: string): Fields {
  return (of[name] ??= {}) as Fields;
}

/** Fills in what is missing; what is there stays. An empty text is as good as none. */
export function fillIn(of: Fields, defaults: Fields): void {
  for (const [name, value] of Object.entries(defaults)) {
    if ((of[name] ?? "") === "") of[name] = structuredClone(value);
  }
}
