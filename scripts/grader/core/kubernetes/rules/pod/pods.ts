import type { ObjectProblem } from "#core/issue.ts";
import type { Container, HostAlias, PodDNSConfig, PodSpec } from "#core/kubernetes/generated/types.d.ts";
import { invalid, missing, outsideRange, repeatedNames, type Rule } from "#core/kubernetes/rules/rule.ts";
import { isAddress } from "#core/kubernetes/rules/text/addresses.ts";
import { badText, dnsLabel, dnsSubdomain } from "#core/kubernetes/rules/text/formats.ts";

/** Source: pkg/apis/core/validation, validateInitContainers and validateContainers: all containers of a Pod share one space of names. */
export const containerNamesDiffer: Rule<PodSpec> = ({ containers = [], initContainers = [] }) => [
  ...repeatedNames(containers, "containers", "container"),
  ...repeatedNames(initContainers, "initContainers", "container", namesOf(containers)),
];

function namesOf(containers: readonly Container[]): string[] {
  return containers.flatMap(({ name }) => (name === undefined ? [] : [name]));
}

/** Source: pkg/apis/core/validation, ValidatePodSpec. */
export const podNames: Rule<PodSpec> = ({ hostname, subdomain, nodeName, serviceAccountName }) => [
  ...badName(dnsLabel, "hostname", hostname),
  ...badName(dnsLabel, "subdomain", subdomain),
  ...badName(dnsSubdomain, "nodeName", nodeName),
  ...badName(dnsSubdomain, "serviceAccountName", serviceAccountName),
];

function badName(format: typeof dnsLabel, field: string, name: string | undefined): ObjectProblem[] {
  return badText(format, name || undefined, [field]);
}

/** Source: pkg/apis/core/validation, ValidatePodSpec. */
export const podDeadline: Rule<PodSpec> = ({ activeDeadlineSeconds }) =>
  outsideRange(["activeDeadlineSeconds"], activeDeadlineSeconds, 1, 2 ** 31 - 1);

/** Source: pkg/apis/core/validation, validatePodDNSConfig. */
export const dnsWithoutPolicy: Rule<PodSpec> = ({ dnsPolicy, dnsConfig }) =>
  dnsPolicy === "None" && (dnsConfig?.nameservers ?? []).length === 0 ? [missing(["dnsConfig", "nameservers"])] : [];

/** Source: pkg/apis/core/validation, validatePodDNSConfig; a search domain may also have underscores. */
export const dnsConfig: Rule<PodDNSConfig> = ({ nameservers = [], searches = [] }) => [
  ...nameservers.flatMap((address, index) =>
    isAddress(address) ? [] : [invalid(["nameservers", index], "an IP address", address)],
  ),
  ...searches.flatMap((domain, index) =>
    domain === "" ? [invalid(["searches", index], "the name of a domain", domain)] : [],
  ),
];

/** Source: pkg/apis/core/validation, ValidateHostAliases. */
export const hostAlias: Rule<HostAlias> = ({ hostnames = [] }) =>
  hostnames.flatMap((name, index) => badText(dnsSubdomain, name, ["hostnames", index]));

/** Source: pkg/apis/core/validation, validateHostNetwork and checkHostPortConflicts. */
export const hostPorts: Rule<PodSpec> = ({ containers = [], hostNetwork }) => {
  const taken = new Set<string>();
  return containers.flatMap(({ ports = [] }, container) =>
    ports.flatMap(({ containerPort, hostPort, hostIP = "", protocol = "" }, index) => {
      if (!hostPort) return [];
      const path = ["containers", container, "ports", index, "hostPort"];
      const key = `${protocol || "TCP"}/${hostIP}/${hostPort}`;
      const repeated = taken.has(key);
      taken.add(key);
      if (repeated) return [invalid(path, "a port of the node that no other container port has", hostPort)];
      return hostNetwork && hostPort !== containerPort
        ? [invalid(path, "the containerPort, with hostNetwork", hostPort)]
        : [];
    }),
  );
};
