import type {
  Container,
  ContainerPort,
  EnvFromSource,
  EnvVar,
  EnvVarSource,
  ResourceFieldSelector,
  SecurityContext,
  PodSecurityContext,
} from "#core/kubernetes/generated/types.d.ts";
import {
  invalid,
  missing,
  negative,
  notExactlyOne,
  outsideRange,
  repeatedNames,
  type Rule,
  unknownValue,
} from "#core/kubernetes/rules/rule.ts";
import {
  badText,
  configKey,
  dnsLabel,
  dnsSubdomain,
  labelKey,
  portName,
  variableName,
} from "#core/kubernetes/rules/text/formats.ts";

/** Source: pkg/apis/core/validation, validateContainerCommon. */
export const containerNameAndImage: Rule<Container> = ({ name, image = "" }) => [
  ...badText(dnsLabel, name || undefined, ["name"]),
  ...(image === image.trim()
    ? []
    : [invalid(["image"], "text without space before and after it", image, image.trim())]),
];

/** Source: pkg/apis/core/validation, validateContainerPorts. */
export const containerPort: Rule<ContainerPort> = ({ containerPort: port, hostPort, name }) => [
  ...badText(portName, name || undefined, ["name"]),
  ...outsideRange(["containerPort"], port, 1, 65535),
  ...(hostPort === 0 ? [] : outsideRange(["hostPort"], hostPort, 1, 65535)),
];

/** Source: pkg/apis/core/validation, validateContainerPorts. */
export const portNamesDiffer: Rule<Container> = ({ ports = [] }) =>
  repeatedNames(ports, "ports", "port of the container");

/** Source: pkg/apis/core/validation, ValidateEnv and validateEnvVarValueFrom. */
export const variable: Rule<EnvVar> = ({ name, value, valueFrom }) => [
  ...badText(variableName, name || undefined, ["name"]),
  ...(valueFrom && value !== undefined && value !== ""
    ? [invalid(["valueFrom"], "either value or valueFrom", ["value", "valueFrom"])]
    : []),
];

/** Source: pkg/apis/core/validation, validateEnvVarValueFrom. */
export const variableSource: Rule<EnvVarSource> = (source) =>
  notExactlyOne(source, ["configMapKeyRef", "fieldRef", "fileKeyRef", "resourceFieldRef", "secretKeyRef"], []);

/** Source: pkg/apis/core/validation, ValidateEnvFrom. */
export const variablesSource: Rule<EnvFromSource> = (source) => [
  ...notExactlyOne(source, ["configMapRef", "secretRef"], []),
  ...(["configMapRef", "secretRef"] as const).flatMap((field) => {
    const reference = source[field];
    if (!reference) return [];
    return reference.name ? badText(dnsSubdomain, reference.name, [field, "name"]) : [missing([field, "name"])];
  }),
];

/** For a key of a ConfigMap or a Secret. Source: pkg/apis/core/validation, validateConfigMapKeySelector and validateSecretKeySelector. */
export const keyReference: Rule<{ name?: string; key?: string }> = ({ name, key }) => [
  ...badText(dnsSubdomain, name || undefined, ["name"]),
  ...badText(configKey, key || undefined, ["key"]),
];

const environmentFields = [
  "metadata.name",
  "metadata.namespace",
  "metadata.uid",
  "spec.nodeName",
  "spec.serviceAccountName",
  "status.hostIP",
  "status.hostIPs",
  "status.podIP",
  "status.podIPs",
];

/** Source: https://kubernetes.io/docs/concepts/workloads/pods/downward-api/ */
export const environmentField: Rule<EnvVarSource> = ({ fieldRef }) => {
  const path = fieldRef?.fieldPath || undefined;
  const [, key] = /^metadata\.(?:labels|annotations)\['(.*)'\]$/.exec(path ?? "") ?? [];
  if (key !== undefined) return badText(labelKey, key.toLowerCase(), ["fieldRef", "fieldPath"]);
  return unknownValue(["fieldRef", "fieldPath"], environmentFields, path);
};

/** Source: pkg/apis/core/validation, validateContainerResourceFieldSelector. */
export const resourceField: Rule<ResourceFieldSelector> = ({ resource }) =>
  /^(limits|requests)\.hugepages-/.test(resource ?? "")
    ? []
    : unknownValue(
        ["resource"],
        ["limits", "requests"].flatMap((of) => ["cpu", "memory", "ephemeral-storage"].map((name) => `${of}.${name}`)),
        resource,
      );

/** Source: pkg/apis/core/validation, validatePodSpecSecurityContext and ValidateSecurityContext. */
export const securityIds: Rule<SecurityContext & PodSecurityContext> = (context) =>
  negative(context, ["runAsUser", "runAsGroup", "fsGroup"]);

/** Source: pkg/apis/core/validation, ValidateSecurityContext. */
export const privilegeEscalation: Rule<SecurityContext> = ({ privileged, allowPrivilegeEscalation }) =>
  privileged === true && allowPrivilegeEscalation === false
    ? [invalid(["allowPrivilegeEscalation"], "true for a privileged container", false)]
    : [];
