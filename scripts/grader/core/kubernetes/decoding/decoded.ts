import { isJsonMap, type Json } from "#core/json.ts";
import { kindName } from "#core/kubernetes/object.ts";
import { type FieldType, typeBelow, typeOfKind } from "#core/kubernetes/schema/field-types.ts";

/**
 * The object as the API server decodes it: a field that is `null` (`emptyDir:` with nothing after it) is not there, and
 * a `null` in a list or in a map of values is an empty one. Unknown fields and objects of unknown kinds stay as they
 * are. Source: Go's decoding of JSON `null`.
 */
export function decoded(value: Json): Json {
  if (!isJsonMap(value)) return value;
  const { apiVersion, kind } = value;
  const type = typeof apiVersion === "string" && typeof kind === "string" && typeOfKind(kindName({ apiVersion, kind }));
  return type ? withoutNulls(value, type) : value;
}

function withoutNulls(value: Json, type: FieldType): Json {
  if (Array.isArray(value) && type.is === "list")
    return value.map((item) => withoutNulls(item ?? emptyValue(type.item), type.item));
  if (!isJsonMap(value)) return value;
  const fields = Object.entries(value).flatMap(([key, field]): [string, Json][] => {
    const fieldType = typeBelow(type, key);
    if (!fieldType) return [[key, field]];
    if (field === null) return type.is === "map" ? [[key, emptyValue(fieldType)]] : [];
    return [[key, withoutNulls(field, fieldType)]];
  });
  // Not by assignment: a field called "__proto__" stays a field.
  return Object.fromEntries(fields);
}

/** What Go makes of `null` where a value must be: `node-role.kubernetes.io/control-plane:` selects the label without a value. */
function emptyValue(type: FieldType): Json {
  if (type.is !== "scalar") return {};
  if (type.name === "quantity") return "0";
  return type.name.startsWith("int") ? 0 : "";
}
