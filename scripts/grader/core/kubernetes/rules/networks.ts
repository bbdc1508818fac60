import type { ObjectProblem } from "#core/issue.ts";
import type {
  EndpointPort,
  EndpointSlice,
  IPBlock,
  NetworkPolicyPeer,
  NetworkPolicyPort,
  NetworkPolicySpec,
} from "#core/kubernetes/generated/types.d.ts";
import { portOrName } from "./pod/probes.ts";
import { invalid, outsideRange, type Rule, unknownValue } from "./rule.ts";
import { addressFamily, rangeBits } from "./text/addresses.ts";
import { badText, dnsLabel, dnsSubdomain } from "./text/formats.ts";

/** Source: pkg/apis/networking/validation, ValidateNetworkPolicySpec. */
export const policyTypes: Rule<NetworkPolicySpec> = ({ policyTypes: types = [] }) => [
  ...types.flatMap((type, index) => unknownValue(["policyTypes", index], ["Ingress", "Egress"], type)),
  ...(types.length > 2 ? [invalid(["policyTypes"], "at most Ingress and Egress", types)] : []),
];

/** Source: pkg/apis/networking/validation, ValidateNetworkPolicyPeer. */
export const peer: Rule<NetworkPolicyPeer> = ({ podSelector, namespaceSelector, ipBlock }) => {
  if (ipBlock && (podSelector || namespaceSelector))
    return [invalid([], "either ipBlock or selectors", ["ipBlock", "selectors"])];
  return podSelector || namespaceSelector || ipBlock
    ? []
    : [invalid([], "podSelector, namespaceSelector or ipBlock", {})];
};

const range = "a range such as 10.0.0.0/8, with zeros after the prefix";

/** Source: pkg/apis/networking/validation, ValidateIPBlock. */
export const ipBlock: Rule<IPBlock> = ({ cidr, except = [] }) => {
  if (!cidr) return [];
  const outer = rangeBits(cidr);
  if (outer === undefined) return [invalid(["cidr"], range, cidr)];
  return except.flatMap((text, index): ObjectProblem[] => {
    const inner = rangeBits(text);
    if (inner === undefined) return [invalid(["except", index], range, text)];
    return inner.startsWith(outer) && inner !== outer ? [] : [invalid(["except", index], `a part of ${cidr}`, text)];
  });
};

/** Source: pkg/apis/networking/validation, ValidateNetworkPolicyPort. */
export const policyPort: Rule<NetworkPolicyPort> = ({ port, endPort }) => {
  const wrong = portOrName(port, ["port"]);
  if (wrong.length > 0 || endPort === undefined) return wrong;
  if (typeof port !== "number") return [invalid(["endPort"], "left out unless port is a number", endPort)];
  return endPort < port
    ? [invalid(["endPort"], `a number from ${port} to 65535`, endPort)]
    : outsideRange(["endPort"], endPort, 1, 65535);
};

/** Source: pkg/apis/discovery/validation, validateEndpoints. */
export const endpointAddresses: Rule<EndpointSlice> = ({ addressType, endpoints = [] }) =>
  endpoints.flatMap(({ addresses = [] }, index) =>
    addresses.flatMap((address, position) => {
      const path = ["endpoints", index, "addresses", position];
      if (addressType === "FQDN") return badText(dnsSubdomain, address, path);
      if (addressType !== "IPv4" && addressType !== "IPv6") return [];
      return `IPv${addressFamily(address)}` === addressType
        ? []
        : [invalid(path, `an ${addressType} address`, address)];
    }),
  );

/** Source: pkg/apis/discovery/validation, validatePorts; no name counts as the empty name. */
export const endpointPortNamesDiffer: Rule<EndpointSlice> = ({ ports = [] }) => {
  const names = ports.map(({ name = "" }) => name);
  const first = new Map([...names].reverse().map((name, index) => [name, names.length - 1 - index]));
  return names.flatMap((name, index) =>
    first.get(name)! < index ? [invalid(["ports", index, "name"], "a name that no other port has", name)] : [],
  );
};

/** Source: pkg/apis/discovery/validation, validatePorts. */
export const endpointPort: Rule<EndpointPort> = ({ name }) => badText(dnsLabel, name || undefined, ["name"]);
