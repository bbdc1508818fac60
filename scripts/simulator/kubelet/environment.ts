import { quantityValue } from "#core/kubernetes/quantity.ts";
import type { ObjectStore } from "#simulator/webernetes/webernetes.ts";
import { type SettingsKind, readSettings } from "./references.ts";

interface KeyReference {
  name: string;
  key: string;
  optional?: boolean;
}

interface Variable {
  name: string;
  value?: string;
  valueFrom?: {
    configMapKeyRef?: KeyReference;
    secretKeyRef?: KeyReference;
    resourceFieldRef?: { resource: string; divisor?: string };
  };
}

type Amounts = Record<string, string>;

interface Source {
  prefix?: string;
  configMapRef?: { name: string; optional?: boolean };
  secretRef?: { name: string; optional?: boolean };
}

/** The parts of a container that make its environment. */
export interface Environment {
  env?: Variable[];
  envFrom?: Source[];
  resources?: { requests?: Amounts; limits?: Amounts };
}

/**
 * The variables of a container with the values that ConfigMaps and Secrets give, in the order in which later ones win.
 * Rejects in the kubelet's words where one that is not optional is missing.
 */
export async function resolveEnvironment(
  stores: ReadonlyMap<string, ObjectStore>,
  { env = [], envFrom = [], resources = {} }: Environment,
  namespace: string,
): Promise<Variable[]> {
  const sources = await Promise.all(envFrom.map(async (source) => await fromSource(stores, source, namespace)));
  const variables = await Promise.all(
    env.map(async (variable) =>
      variable.valueFrom?.resourceFieldRef
        ? [{ name: variable.name, value: amountText(resources, variable.valueFrom.resourceFieldRef) }]
        : await fromKey(stores, variable, namespace),
    ),
  );
  return [...sources.flat(), ...variables.flat()];
}

/** An amount of the container's own in units of the divisor, rounded up. */
function amountText(
  { requests, limits }: NonNullable<Environment["resources"]>,
  { resource, divisor }: { resource: string; divisor?: string },
): string {
  const [kind, ...name] = resource.split(".");
  const amount = (kind === "limits" ? limits : requests)?.[name.join(".")] ?? "0";
  const unit = quantityValue(divisor ?? "1") || 1;
  return String(Math.ceil((quantityValue(amount) ?? 0) / unit - 1e-9));
}

async function fromSource(
  stores: ReadonlyMap<string, ObjectStore>,
  { prefix = "", configMapRef, secretRef }: Source,
  namespace: string,
): Promise<Variable[]> {
  const kind: SettingsKind = configMapRef ? "ConfigMap" : "Secret";
  const reference = configMapRef ?? secretRef;
  if (!reference) return [];
  const values = await readSettings(stores, kind, reference.name, namespace);
  if (!values && !reference.optional) throw new Error(`${kind.toLowerCase()} "${reference.name}" not found`);
  return [...(values ?? [])].map(([key, value]) => ({ name: prefix + key, value }));
}

async function fromKey(
  stores: ReadonlyMap<string, ObjectStore>,
  variable: Variable,
  namespace: string,
): Promise<Variable[]> {
  const { configMapKeyRef, secretKeyRef } = variable.valueFrom ?? {};
  const kind: SettingsKind = configMapKeyRef ? "ConfigMap" : "Secret";
  const reference = configMapKeyRef ?? secretKeyRef;
  if (!reference) return [variable];
  const { name, key, optional } = reference;
  const values = await readSettings(stores, kind, name, namespace);
  const value = values?.get(key);
  if (value !== undefined) return [{ name: variable.name, value }];
  if (optional) return [];
  throw new Error(
    values ? `couldn't find key ${key} in ${kind} ${namespace}/${name}` : `${kind.toLowerCase()} "${name}" not found`,
  );
}
