import type { ObjectProblem } from "#core/issue.ts";
import type { ConfigMap, Secret } from "#core/kubernetes/generated/types.d.ts";
import { invalid, missing, type Rule } from "./rule.ts";
import { badText, configKey } from "./text/formats.ts";

function keys(field: string, values: object | undefined): ObjectProblem[] {
  return Object.keys(values ?? {}).flatMap((key) => badText(configKey, key, [field, key]));
}

/** Source: pkg/apis/core/validation, ValidateConfigMap. */
export const configMapKeys: Rule<ConfigMap> = ({ data, binaryData = {} }) => [
  ...keys("data", data),
  ...keys("binaryData", binaryData),
  ...Object.keys(data ?? {})
    .filter((key) => Object.hasOwn(binaryData, key))
    .map((key) => invalid(["binaryData", key], "a key that data does not have", key)),
];

/** Source: pkg/apis/core/validation, ValidateSecret. */
export const secretKeys: Rule<Secret> = ({ data, stringData }) => [
  ...keys("data", data),
  ...keys("stringData", stringData),
];

const keysOfTypes = new Map(
  Object.entries({
    "kubernetes.io/dockercfg": [".dockercfg"],
    "kubernetes.io/dockerconfigjson": [".dockerconfigjson"],
    "kubernetes.io/ssh-auth": ["ssh-privatekey"],
    "kubernetes.io/tls": ["tls.crt", "tls.key"],
  }),
);

/** Source: https://kubernetes.io/docs/concepts/configuration/secret/#secret-types */
export const keysOfSecretType: Rule<Secret> = ({ type = "", data = {}, stringData = {} }) => {
  const has = (key: string): boolean => Object.hasOwn(data, key) || Object.hasOwn(stringData, key);
  if (type === "kubernetes.io/basic-auth") {
    return has("username") || has("password") ? [] : [missing(["data", "username"], ["username", "password"])];
  }
  return (keysOfTypes.get(type) ?? []).filter((key) => !has(key)).map((key) => missing(["data", key]));
};
