import { type Document, isAlias, isMap, isScalar, isSeq, type Pair, type Scalar, type YAMLMap } from "yaml";

/** Whether the key is `<<` without quotes, which takes in the entries of other maps: https://yaml.org/type/merge.html */
export function isMergeKey(key: unknown): boolean {
  return isScalar(key) && typeof key.value === "symbol";
}

/** A key as the text that it is in JSON. */
export function keyName(key: Scalar): string {
  return isMergeKey(key) ? "<<" : String(key.value);
}

/** Whether the value of a merge key is a map, or a list of maps; an alias that leads nowhere is another complaint. */
export function isMergeable(value: unknown, document: Document): boolean {
  return sourcesOf(value, document).every((source) => source === undefined || isMap(source));
}

/** The entry of a map under that key: its own, or the first one that is merged in. Merges must not lead in circles. */
export function pairIn(map: YAMLMap, name: string, document: Document): Pair | undefined {
  const own = map.items.find(({ key }) => isScalar(key) && !isMergeKey(key) && keyName(key) === name);
  if (own) return own;
  for (const { key, value } of map.items) {
    if (!isMergeKey(key)) continue;
    for (const source of sourcesOf(value, document)) {
      const found = isMap(source) ? pairIn(source, name, document) : undefined;
      if (found) return found;
    }
  }
  return undefined;
}

function sourcesOf(value: unknown, document: Document): unknown[] {
  const target = resolved(value, document);
  return isSeq(target) ? target.items.map((item) => resolved(item, document)) : [target];
}

function resolved(node: unknown, document: Document): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}
