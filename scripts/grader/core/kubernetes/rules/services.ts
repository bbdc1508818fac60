import type { ObjectProblem } from "#core/issue.ts";
import type { ServicePort, ServiceSpec } from "#core/kubernetes/generated/types.d.ts";
import { portOrName } from "./pod/probes.ts";
import { invalid, missing, outsideRange, repeatedNames, type Rule } from "./rule.ts";
import { isAddress } from "./text/addresses.ts";
import { badText, dnsLabel, dnsSubdomain } from "./text/formats.ts";

/** Source: pkg/apis/core/validation, ValidateService. */
export const servicePorts: Rule<ServiceSpec> = ({ ports = [], type, clusterIP }) => {
  if (ports.length === 0) return type === "ExternalName" || clusterIP === "None" ? [] : [missing(["ports"])];
  const unnamed = ports.flatMap(({ name }, index) => (name ? [] : [missing(["ports", index, "name"])]));
  return [
    ...(ports.length > 1 ? unnamed.slice(0, 1) : []),
    ...repeatedNames(ports, "ports", "port"),
    ...repeatedPorts(ports),
  ];
};

function repeatedPorts(ports: readonly ServicePort[]): ObjectProblem[] {
  const seen = new Set<string>();
  return ports.flatMap(({ port, protocol }, index) => {
    const key = `${protocol || "TCP"} ${port}`;
    const repeated = port !== undefined && seen.has(key);
    seen.add(key);
    return repeated
      ? [invalid(["ports", index, "port"], "a port that no other entry with this protocol has", port)]
      : [];
  });
}

/** Source: pkg/apis/core/validation, validateServicePort. */
export const servicePort: Rule<ServicePort> = ({ name, port, targetPort }) => [
  ...badText(dnsLabel, name || undefined, ["name"]),
  ...outsideRange(["port"], port, 1, 65535),
  // Zero and the empty string stand for "the same as port".
  ...(targetPort === 0 || targetPort === "" ? [] : portOrName(targetPort, ["targetPort"])),
];

/** Node ports of a usual cluster. Source: https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport */
export const nodePorts: Rule<ServiceSpec> = ({ ports = [], type = "" }) =>
  ports.flatMap(({ nodePort }, index) => {
    const path = ["ports", index, "nodePort"];
    if (!nodePort || type === "ExternalName") return [];
    if (type === "" || type === "ClusterIP")
      return [invalid(path, "left out unless the type is NodePort or LoadBalancer", nodePort)];
    return outsideRange(path, nodePort, 30_000, 32_767);
  });

/** Source: pkg/apis/core/validation, ValidateService and ValidateServiceClusterIPsRelatedFields. */
export const serviceAddress: Rule<ServiceSpec> = ({ clusterIP = "", type = "", externalName, externalIPs = [] }) => [
  ...(clusterIP === "" || clusterIP === "None" || isAddress(clusterIP)
    ? []
    : [
        invalid(
          ["clusterIP"],
          "an IP address, or None for a headless Service",
          clusterIP,
          /^none$/i.test(clusterIP) ? "None" : undefined,
        ),
      ]),
  ...(clusterIP === "None" && ["NodePort", "LoadBalancer"].includes(type)
    ? [invalid(["clusterIP"], `an address with the type ${type}`, clusterIP)]
    : []),
  ...(clusterIP !== "" && type === "ExternalName"
    ? [invalid(["clusterIP"], "left out with the type ExternalName", clusterIP)]
    : []),
  ...(type === "ExternalName" ? externalNameProblems(externalName?.replace(/\.$/, "")) : []),
  ...externalIPs.flatMap((address, index) =>
    isAddress(address) ? [] : [invalid(["externalIPs", index], "an IP address", address)],
  ),
];

function externalNameProblems(name: string | undefined): ObjectProblem[] {
  return name ? badText(dnsSubdomain, name, ["externalName"]) : [missing(["externalName"])];
}

/** Fields that only some types of Services have. Source: pkg/apis/core/validation, ValidateService. */
export const fieldsOfOtherTypes: Rule<ServiceSpec> = (spec) => {
  const { type = "", externalIPs = [] } = spec;
  const outside = ["NodePort", "LoadBalancer"].includes(type) || externalIPs.length > 0;
  const balanced = (["loadBalancerClass", "loadBalancerSourceRanges"] as const).filter(
    (field) => spec[field] !== undefined,
  );
  return [
    ...(spec.externalTrafficPolicy && !outside
      ? [
          invalid(
            ["externalTrafficPolicy"],
            "left out unless the type is NodePort or LoadBalancer",
            spec.externalTrafficPolicy,
          ),
        ]
      : []),
    ...(type === "LoadBalancer"
      ? []
      : balanced.map((field) => invalid([field], "left out unless the type is LoadBalancer", spec[field]))),
  ];
};

/** Source: pkg/apis/core/validation, validateServiceClientIPAffinity. */
export const sessionAffinity: Rule<ServiceSpec> = ({ sessionAffinity: affinity, sessionAffinityConfig: config }) =>
  affinity === "ClientIP"
    ? outsideRange(["sessionAffinityConfig", "clientIP", "timeoutSeconds"], config?.clientIP?.timeoutSeconds, 1, 86_400)
    : [];
