import { distance } from "fastest-levenshtein";
import { closestName } from "#core/closest-name.ts";
import { type JsonMap, isJsonMap, valueAt, type Json } from "#core/json.ts";
import type { KindName } from "#core/kubernetes/object.ts";
import { type FieldType, typeAt, typeBelow, typeOfKind } from "#core/kubernetes/schema/field-types.ts";
import type { Path } from "#core/path.ts";

/** How many levels that are not in the object a field may be below those that are. */
const MAX_UNWRITTEN = 2;

/** Letters that a finger may miss in a name that otherwise was known. */
const MAX_SLIPS = 2;

/** Maps whose content is often written one level too high: labels below `selector`, `memory` below `resources`. */
const mapsMeant: { readonly [type: string]: string } = { LabelSelector: "matchLabels", ResourceRequirements: "limits" };

/**
 * Where a field that Kubernetes does not know in the map at `parent` was probably meant to stand: under another name in
 * that map, or under the same (or a similar) name elsewhere in the object.
 */
export function suggestedField(kind: KindName, object: JsonMap, parent: Path, field: string): Path | undefined {
  const type = typeAt(kind, parent);
  if (type?.is !== "map of fields") return undefined;
  const siblings = Object.keys(type.fields).filter((name) => !Object.hasOwn(mapAt(object, parent), name));
  const sibling =
    closestName(field, siblings) ?? siblings.find((name) => name.toLowerCase().endsWith(field.toLowerCase()));
  if (sibling !== undefined && distance(field.toLowerCase(), sibling.toLowerCase()) <= MAX_SLIPS)
    return [...parent, sibling];
  const map = mapsMeant[type.name];
  if (map !== undefined && typeof valueAt(object, [...parent, field]) !== "object") return [...parent, map, field];
  const places = placesOf(kind, object);
  const samePlace = nearest(kind, object, [...parent, field], places.get(field) ?? []);
  if (samePlace || sibling !== undefined) return samePlace ?? [...parent, String(sibling)];
  const similar = closestName(field, [...places.keys()]);
  return similar === undefined ? undefined : nearest(kind, object, [...parent, field], places.get(similar) ?? []);
}

/** The place that fits to the value of the field at `from` and needs the fewest changes. */
function nearest(kind: KindName, object: JsonMap, from: Path, places: readonly Path[]): Path | undefined {
  const value = valueAt(object, from) ?? null;
  const parent = from.slice(0, -1);
  const fitting = places.filter((path) => fits(value, typeAt(kind, path)));
  return fitting.sort((a, b) => cost(object, parent, a) - cost(object, parent, b))[0];
}

function mapAt(object: JsonMap, path: Path): JsonMap {
  const value = valueAt(object, path);
  return isJsonMap(value) ? value : {};
}

/** Every field of the kind outside `status`, name → paths; of a list the first item stands for all. */
function placesOf(kind: KindName, object: JsonMap): Map<string, Path[]> {
  const places = new Map<string, Path[]>();
  const visit = (type: FieldType | undefined, path: Path, unwritten: number): void => {
    if (type?.is === "list") visit(type.item, [...path, 0], unwritten);
    if (type?.is !== "map of fields" || unwritten > MAX_UNWRITTEN) return;
    for (const name of Object.keys(type.fields)) {
      if (path.length === 0 && name === "status") continue;
      const place = [...path, name];
      places.set(name, [...(places.get(name) ?? []), place]);
      visit(typeBelow(type, name), place, valueAt(object, place) === undefined ? unwritten + 1 : 0);
    }
  };
  visit(typeOfKind(kind), [], 0);
  return places;
}

function fits(value: Json, type: FieldType | undefined): boolean {
  if (type === undefined) return false;
  if (type.is === "list") return Array.isArray(value) || value === null;
  if (type.is === "scalar") return typeof value !== "object" || value === null;
  return isJsonMap(value) || value === null;
}

/** Steps between two places, and more for a place whose surroundings are not written yet or that is already taken. */
function cost(object: JsonMap, from: Path, place: Path): number {
  const parent = place.slice(0, -1);
  const shared = parent.findIndex((step, index) => step !== from[index]);
  const common = shared === -1 ? parent.length : shared;
  const steps = from.length - common + (parent.length - common);
  const unwritten = valueAt(object, parent) === undefined ? 100 : 0;
  const taken = valueAt(object, place) === undefined ? 0 : 50;
  return steps + unwritten + taken;
}
