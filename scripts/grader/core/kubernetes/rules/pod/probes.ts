import type { ObjectProblem } from "#core/issue.ts";
import type {
  Container,
  GRPCAction,
  HTTPGetAction,
  Lifecycle,
  PodSpec,
  Probe,
  TCPSocketAction,
} from "#core/kubernetes/generated/types.d.ts";
import { invalid, negative, notExactlyOne, outsideRange, type Rule } from "#core/kubernetes/rules/rule.ts";
import { badText, headerName, portName } from "#core/kubernetes/rules/text/formats.ts";
import type { Path } from "#core/path.ts";

const probeFields = ["livenessProbe", "readinessProbe", "startupProbe"] as const;

/** Source: pkg/apis/core/validation, validateProbe. */
export const probe: Rule<Probe> = (value) => [
  ...notExactlyOne(value, ["exec", "grpc", "httpGet", "tcpSocket"], []),
  ...negative(value, [
    "initialDelaySeconds",
    "timeoutSeconds",
    "periodSeconds",
    "successThreshold",
    "failureThreshold",
  ]),
  ...outsideRange(["terminationGracePeriodSeconds"], value.terminationGracePeriodSeconds, 1),
];

/** Source: pkg/apis/core/validation, validateLivenessProbe, validateReadinessProbe and validateStartupProbe. */
export const probesOfContainer: Rule<Container> = ({ livenessProbe, readinessProbe, startupProbe }) => {
  const once = { livenessProbe, startupProbe };
  const grace = readinessProbe?.terminationGracePeriodSeconds;
  return [
    ...Object.entries(once).flatMap(([field, value]) => {
      const threshold = value?.successThreshold ?? 1;
      return threshold === 1 || threshold <= 0 ? [] : [invalid([field, "successThreshold"], 1, threshold)];
    }),
    ...(grace === undefined
      ? []
      : [
          invalid(
            ["readinessProbe", "terminationGracePeriodSeconds"],
            "left out: a readiness probe stops no container",
            grace,
          ),
        ]),
  ];
};

/** Source: pkg/apis/core/validation, validateInitContainers. */
export const probesOfInitContainers: Rule<PodSpec> = ({ initContainers = [] }) =>
  initContainers.flatMap((container, index) => {
    if (container.restartPolicy === "Always") return [];
    const set = [...probeFields, "lifecycle" as const].filter((field) => container[field]);
    return set.map((field) =>
      invalid(["initContainers", index, field], "left out unless restartPolicy is Always", container[field]),
    );
  });

/** Source: pkg/apis/core/validation, validateHandler. */
export const lifecycle: Rule<Lifecycle> = (value) =>
  (["postStart", "preStop"] as const).flatMap((hook) => {
    const handler = value[hook];
    return handler ? notExactlyOne(handler, ["exec", "httpGet", "sleep", "tcpSocket"], [hook]) : [];
  });

/** Source: pkg/apis/core/validation, validateSleepAction. */
export const sleepEndsInTime: Rule<PodSpec> = ({ containers = [], terminationGracePeriodSeconds: grace = 30 }) =>
  containers.flatMap(({ lifecycle: hooks }, index) =>
    (["postStart", "preStop"] as const).flatMap((hook) => {
      const path = ["containers", index, "lifecycle", hook, "sleep", "seconds"];
      return outsideRange(path, hooks?.[hook]?.sleep?.seconds, 0, Math.max(grace, 0));
    }),
  );

/** Source: pkg/apis/core/validation, validateHTTPGetAction. */
export const httpGetAction: Rule<HTTPGetAction> = ({ port, httpHeaders = [] }) => [
  ...portOrName(port, ["port"]),
  ...httpHeaders.flatMap(({ name }, index) => badText(headerName, name, ["httpHeaders", index, "name"])),
];

/** Source: pkg/apis/core/validation, validateTCPSocketAction. */
export const tcpSocketAction: Rule<TCPSocketAction> = ({ port }) => portOrName(port, ["port"]);

/** Source: pkg/apis/core/validation, validateGRPCAction. */
export const grpcAction: Rule<GRPCAction> = ({ port }) => outsideRange(["port"], port, 1, 65535);

/** A port as a number or as the name of one. Source: pkg/apis/core/validation, ValidatePortNumOrName. */
export function portOrName(port: number | string | undefined, path: Path): ObjectProblem[] {
  if (typeof port !== "string") return outsideRange(path, port, 1, 65535);
  if (!/^\d+$/.test(port)) return badText(portName, port, path);
  return [invalid(path, "a port's number without quotes, or its name", port, port)];
}
