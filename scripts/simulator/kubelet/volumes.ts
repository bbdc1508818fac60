import type { ObjectStore } from "#simulator/webernetes/webernetes.ts";
import { type SettingsKind, readSettings } from "./references.ts";

interface Item {
  key: string;
  path: string;
}

/** A volume of a Pod, of the types that are simulated. */
export interface Volume {
  name: string;
  configMap?: { name: string; optional?: boolean; items?: Item[] };
  secret?: { secretName: string; optional?: boolean; items?: Item[] };
  emptyDir?: object;
}

/** The files of a volume: their text by their path in it. */
export type Files = Map<string, string>;

/** The files of a ConfigMap's or Secret's volume; rejects in the kubelet's words where they are missing. */
export async function settingsFiles(
  stores: ReadonlyMap<string, ObjectStore>,
  { configMap, secret }: Volume,
  namespace: string,
): Promise<Files> {
  const kind: SettingsKind = configMap ? "ConfigMap" : "Secret";
  const name = configMap?.name ?? secret?.secretName ?? "";
  const { items, optional } = configMap ?? secret ?? {};
  const values = await readSettings(stores, kind, name, namespace);
  if (!values && !optional) throw new Error(`${kind.toLowerCase()} "${name}" not found`);
  if (!items || !values) return values ?? new Map();
  return new Map(
    items.flatMap(({ key, path }): [string, string][] => {
      const value = values.get(key);
      if (value === undefined && !optional) {
        throw new Error(`${kind.toLowerCase()} references non-existent config key: ${key}`);
      }
      return value === undefined ? [] : [[path, value]];
    }),
  );
}
