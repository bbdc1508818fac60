import { isJsonMap, type Json, type JsonMap } from "#core/json.ts";
import { kindName, type KubernetesObject } from "#core/kubernetes/object.ts";
import { quantityValue } from "#core/kubernetes/quantity.ts";
import { type FieldType, typeBelow, typeOfKind } from "#core/kubernetes/schema/field-types.ts";
import { type Path, pathText } from "#core/path.ts";

/** An object with one field written in another way. */
export interface Variant {
  /** The type and the field, and how it is written: `Container.env: null`. */
  name: string;
  path: Path;
  base: KubernetesObject;
  object: JsonMap;
}

/** For tests: each field of each type that is met in the objects, written in each form once. */
export function variantsOf(objects: readonly KubernetesObject[], forms: (place: Place) => Form[]): Variant[] {
  const found = new Map<string, Variant>();
  for (const object of objects) {
    for (const place of placesOf(object as unknown as JsonMap, kindName(object))) {
      for (const { name, value } of forms(place)) {
        const key = `${place.name}: ${name}`;
        if (!found.has(key))
          found.set(key, {
            name: key,
            path: place.path,
            base: object,
            object: changedAt(object as unknown as JsonMap, place.path, value),
          });
      }
    }
  }
  return [...found.values()];
}

/** How the value of a field is written. */
export interface Form {
  name: string;
  value: Json;
}

/** A field that an object has, or may have. */
export interface Place {
  /** `Container.env`. */
  name: string;
  path: Path;
  type: FieldType;
  /** Undefined where the object does not have the field. */
  value: Json | undefined;
}

function placesOf(object: JsonMap, kind: string): Place[] {
  const places: Place[] = [];
  const visit = (value: Json, type: FieldType, path: Path): void => {
    if (type.is === "map of fields" && isJsonMap(value)) {
      for (const field of Object.keys(type.fields)) {
        const below = typeBelow(type, field);
        if (!below || (path.length === 0 && ["apiVersion", "kind", "status"].includes(field))) continue;
        const at = [...path, field];
        const inner = Object.hasOwn(value, field) ? value[field] : undefined;
        places.push({ name: `${type.name}.${field}`, path: at, type: below, value: inner });
        if (inner !== undefined) visit(inner, below, at);
      }
    } else if (isJsonMap(value) && type.is === "map") {
      for (const [key, item] of Object.entries(value)) {
        places.push({
          name: `${path.findLast((step) => typeof step === "string")}.${key}`,
          path: [...path, key],
          type: type.item,
          value: item,
        });
      }
    } else if (Array.isArray(value) && type.is === "list")
      value.forEach((item, index) => visit(item, type.item, [...path, index]));
  };
  const type = typeOfKind(kind);
  if (type) visit(object, type, []);
  return places;
}

/** A copy of the object with the value at the path. */
function changedAt(around: JsonMap, path: Path, value: Json): JsonMap {
  const copy = structuredClone(around);
  let holder: Record<string | number, Json> = copy;
  for (const step of path.slice(0, -1)) holder = holder[step] as Record<string | number, Json>;
  holder[path.at(-1)!] = value;
  return copy;
}

/** `null` in the field itself, in what is below it, and beside what is there. */
export function nullForms({ type, value }: Place): Form[] {
  const itself = { name: "null", value: null };
  switch (type.is) {
    case "scalar":
      return [itself];
    case "list":
      return [
        itself,
        ...(Array.isArray(value)
          ? [{ name: "[…, null]", value: [...value, null] }]
          : [{ name: "[null]", value: [null] }]),
      ];
    case "map":
      return [itself, { name: "{ a: null }", value: { ...(isJsonMap(value) ? value : {}), a: null } }];
    case "map of fields": {
      if (value !== undefined) return [itself];
      const nulls = Object.fromEntries(Object.keys(type.fields).map((field) => [field, null]));
      return [itself, { name: "{ each: null }", value: nulls }];
    }
  }
}

/** The same amount in other words. */
export function amountForms({ type, value }: Place): Form[] {
  if (type.is !== "scalar" || type.name !== "quantity" || value === undefined) return [];
  const amount = quantityValue(value as string | number);
  // Beyond these a number of JavaScript is not exact.
  if (amount === undefined || !Number.isSafeInteger(amount * 1e6)) return [];
  return [
    { name: "a number", value: amount },
    { name: "text", value: String(amount) },
    { name: "with zeros", value: `+0${amount.toFixed(3)}` },
    { name: "with an exponent", value: amount.toExponential() },
    { name: "in thousandths", value: `${amount * 1000}m` },
    { name: "in millionths", value: `${amount * 1e6}u` },
  ];
}

/** What the API server makes for one object only: the volume of its ServiceAccount's token, the label of its Job. */
const OF_THIS_OBJECT = ["kube-api-access", "controller-uid"];

/** The object with each value written out that the API server filled in. */
export function writtenDefaults(object: KubernetesObject, stored: KubernetesObject): Variant[] {
  const found: Variant[] = [];
  const visit = (own: Json, full: Json, path: Path): void => {
    if (Array.isArray(own) && Array.isArray(full))
      own.forEach((item, index) => visit(item, full[index] ?? null, [...path, index]));
    if (!isJsonMap(own) || !isJsonMap(full)) return;
    for (const [field, value] of Object.entries(full)) {
      if (path.length === 0 && ["metadata", "status"].includes(field)) continue;
      if (OF_THIS_OBJECT.some((name) => JSON.stringify(value).includes(name))) continue;
      const at = [...path, field];
      if (Object.hasOwn(own, field)) visit(own[field] ?? null, value, at);
      else
        found.push({
          name: pathText(at),
          path: at,
          base: object,
          object: changedAt(object as unknown as JsonMap, at, value),
        });
    }
  };
  visit(object as unknown as Json, stored as unknown as Json, []);
  return found;
}
