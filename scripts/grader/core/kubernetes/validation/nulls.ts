import { isJsonMap, type Json } from "#core/json.ts";
import { type FieldType, typeBelow } from "#core/kubernetes/schema/field-types.ts";

/**
 * The object as the API server reads it: a field that is `null` (`emptyDir:` with nothing after it) is not there, and
 * a `null` in a list is an empty item. Unknown fields stay. Source: Go's decoding of JSON `null`.
 */
export function withoutNulls(value: Json, type: FieldType): Json {
  if (Array.isArray(value) && type.is === "list")
    return value.map((item) => withoutNulls(item ?? emptyItem(type.item), type.item));
  if (!isJsonMap(value)) return value;
  const fields = Object.entries(value).flatMap(([key, field]): [string, Json][] => {
    const fieldType = typeBelow(type, key);
    if (!fieldType) return [[key, field]];
    return field === null ? [] : [[key, withoutNulls(field, fieldType)]];
  });
  // Not by assignment: a field called "__proto__" stays a field.
  return Object.fromEntries(fields);
}

function emptyItem(type: FieldType): Json {
  if (type.is !== "scalar") return {};
  return type.name === "string" ? "" : 0;
}
