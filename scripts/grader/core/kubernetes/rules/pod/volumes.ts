import { closestName } from "#core/closest-name.ts";
import type { ObjectProblem } from "#core/issue.ts";
import type { JsonMap } from "#core/json.ts";
import { types } from "#core/kubernetes/generated/fields.js";
import type {
  Container,
  DownwardAPIVolumeFile,
  EmptyDirVolumeSource,
  HostPathVolumeSource,
  KeyToPath,
  PersistentVolumeClaimSpec,
  PodSpec,
  StatefulSetSpec,
  Volume,
  VolumeMount,
  VolumeProjection,
} from "#core/kubernetes/generated/types.d.ts";
import { quantityValue } from "#core/kubernetes/quantity.ts";
import {
  below,
  invalid,
  missing,
  notExactlyOne,
  outsideRange,
  repeatedNames,
  type Rule,
  unknownValue,
} from "#core/kubernetes/rules/rule.ts";
import { badText, dnsLabel } from "#core/kubernetes/rules/text/formats.ts";

const sources = Object.keys(types["Volume"] ?? {}).filter((field) => field !== "name");

/** Source: pkg/apis/core/validation, validateProjectionSources. */
export const projection: Rule<VolumeProjection> = (source) => {
  const set = Object.keys(source);
  return set.length > 1 ? [invalid([], "one source in each item", set)] : [];
};

/** Source: pkg/apis/core/validation, ValidateVolumes and validateVolumeSource; a volume without a source is an emptyDir. */
export const volume: Rule<Volume> = (value) => {
  const set = sources.filter((source) => value[source as keyof Volume] !== undefined);
  return [
    ...badText(dnsLabel, value.name || undefined, ["name"]),
    ...(set.length > 1 ? [invalid([], "one kind of volume", set)] : []),
  ];
};

/** Source: pkg/apis/core/validation, ValidateVolumes. */
export const volumeNamesDiffer: Rule<PodSpec> = ({ volumes = [] }) => repeatedNames(volumes, "volumes", "volume");

/** Source: pkg/apis/core/validation, ValidateVolumeMounts. */
export const volumeMounts: Rule<PodSpec> = (pod, object) => {
  const known = [...(pod.volumes ?? []), ...claims(object)].flatMap(({ name }) => (name === undefined ? [] : [name]));
  return (["initContainers", "containers"] as const).flatMap((list) =>
    (pod[list] ?? []).flatMap((container, index) => below([list, index], mountsOf(container, known))),
  );
};

function claims(object: JsonMap): { name?: string }[] {
  if (object["kind"] !== "StatefulSet") return [];
  const { volumeClaimTemplates = [] } = (object["spec"] ?? {}) as StatefulSetSpec;
  return volumeClaimTemplates.map((claim) => claim.metadata ?? {});
}

function mountsOf({ volumeMounts: mounts = [] }: Container, known: readonly string[]): ObjectProblem[] {
  const places = new Set<string>();
  return mounts.flatMap(({ name, mountPath }, index) => {
    const findings: ObjectProblem[] = [];
    if (name && !known.includes(name)) {
      const expected = known.length > 0 ? [...known] : "the name of one of the Pod's volumes";
      findings.push(invalid(["volumeMounts", index, "name"], expected, name, closestName(name, known)));
    }
    if (mountPath && places.has(mountPath)) {
      findings.push(invalid(["volumeMounts", index, "mountPath"], "a path that no other mount has", mountPath));
    }
    places.add(mountPath ?? "");
    return findings;
  });
}

/** Source: pkg/apis/core/validation, ValidateVolumeMounts. */
export const volumeMount: Rule<VolumeMount> = ({ subPath, subPathExpr }) => [
  ...relativePath(subPath, "subPath"),
  ...relativePath(subPathExpr, "subPathExpr"),
  ...(subPath && subPathExpr
    ? notExactlyOne({ subPath, subPathExpr }, ["subPath", "subPathExpr"], ["subPathExpr"])
    : []),
];

/** Source: pkg/apis/core/validation, validateKeyToPath. */
export const keyToPath: Rule<KeyToPath> = ({ path, mode }) => [
  ...relativePath(path, "path"),
  ...outsideRange(["mode"], mode, 0, 0o777),
];

/** Source: pkg/apis/core/validation, ValidateLocalDescendingPath. */
function relativePath(path: string | undefined, field: string): ObjectProblem[] {
  if (path === undefined || !(path.startsWith("/") || path.split("/").includes(".."))) return [];
  return [invalid([field], "a relative path without '..'", path)];
}

/** Source: pkg/apis/core/validation, validateConfigMapVolumeSource and validateSecretVolumeSource. */
export const fileMode: Rule<{ defaultMode?: number }> = ({ defaultMode }) =>
  outsideRange(["defaultMode"], defaultMode, 0, 0o777);

/** Source: pkg/apis/core/validation, validateDownwardAPIVolumeFile. */
export const podFile: Rule<DownwardAPIVolumeFile> = (file) => notExactlyOne(file, ["fieldRef", "resourceFieldRef"], []);

/** Source: pkg/apis/core/validation, validateEmptyDirVolumeSource. */
export const emptyDirVolume: Rule<EmptyDirVolumeSource> = ({ sizeLimit }) =>
  sizeLimit !== undefined && (quantityValue(sizeLimit) ?? 0) < 0
    ? [invalid(["sizeLimit"], "an amount from 0", sizeLimit)]
    : [];

/** Source: pkg/apis/core/validation, validateHostPathVolumeSource. */
export const hostPathVolume: Rule<HostPathVolumeSource> = ({ path }) =>
  path?.split("/").includes("..") ? [invalid(["path"], "a path without '..'", path)] : [];

const accessModes = ["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"];

/** Source: pkg/apis/core/validation, ValidatePersistentVolumeClaimSpec. */
export const claimSpec: Rule<PersistentVolumeClaimSpec> = ({ accessModes: modes = [], resources }) => {
  const storage = resources?.requests?.["storage"];
  const path = ["resources", "requests", "storage"];
  return [
    ...modes.flatMap((mode, index) => unknownValue(["accessModes", index], accessModes, mode)),
    ...(storage === undefined ? [missing(path)] : []),
    ...(storage !== undefined && (quantityValue(storage) ?? 1) <= 0
      ? [invalid(path, "an amount above 0", storage)]
      : []),
  ];
};
