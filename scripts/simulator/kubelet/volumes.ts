import type { ObjectStore, PodOfKubelet } from "#simulator/webernetes/webernetes.ts";
import { type SettingsKind, readSettings } from "./references.ts";

interface Item {
  key: string;
  path: string;
}

interface Settings {
  optional?: boolean;
  items?: Item[];
}

interface DownwardAPI {
  items?: { path: string; fieldRef: { fieldPath: string } }[];
}

/** Where the files of a volume come from. */
interface Source {
  configMap?: Settings & { name: string };
  /** A volume's own Secret has a `secretName`, one of several sources a `name`. */
  secret?: Settings & { secretName?: string; name?: string };
  downwardAPI?: DownwardAPI;
}

/** A volume of a Pod, of the types that are simulated. */
export interface Volume extends Source {
  name: string;
  projected?: { sources?: Source[] };
  emptyDir?: object;
}

/** The files of a volume: their text by their path in it. */
export type Files = Map<string, string>;

/** The files of a volume that its Pod does not write itself; rejects in the kubelet's words where they are missing. */
export async function volumeFiles(
  stores: ReadonlyMap<string, ObjectStore>,
  { projected, ...own }: Volume,
  pod: PodOfKubelet,
): Promise<Files> {
  const sources = projected ? (projected.sources ?? []) : [own];
  const files = await Promise.all(sources.map(async (source) => await sourceFiles(stores, source, pod)));
  return new Map(files.flatMap((one) => [...one]));
}

async function sourceFiles(
  stores: ReadonlyMap<string, ObjectStore>,
  { configMap, secret, downwardAPI }: Source,
  pod: PodOfKubelet,
): Promise<Files> {
  if (downwardAPI) {
    return new Map((downwardAPI.items ?? []).map(({ path, fieldRef }) => [path, fieldText(pod, fieldRef.fieldPath)]));
  }
  const kind: SettingsKind = configMap ? "ConfigMap" : "Secret";
  const name = configMap?.name ?? secret?.secretName ?? secret?.name ?? "";
  const { items, optional } = configMap ?? secret ?? {};
  const values = await readSettings(stores, kind, name, pod.metadata.namespace);
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

/** A field of a Pod's metadata as the downward API writes it: a map is a line `key="value"` for each key. */
function fieldText({ metadata }: PodOfKubelet, path: string): string {
  const [, field = "", key] = /^metadata\.(\w+)(?:\['([^']+)'\])?$/.exec(path) ?? [];
  const value = (metadata as unknown as Record<string, string | Record<string, string> | undefined>)[field] ?? {};
  if (typeof value === "string") return value;
  if (key !== undefined) return value[key] ?? "";
  return Object.entries(value)
    .map(([name, text]) => `${name}=${JSON.stringify(text)}`)
    .sort()
    .join("\n");
}
