import type { Json } from "#core/json.ts";
import type { Container, PodSpec, Probe } from "#core/kubernetes/generated/types.d.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { podSpecsOf } from "#core/kubernetes/pod-specs.ts";
import type { Path } from "#core/path.ts";
import { changed, type Mutation } from "./mutation.ts";

/** An object that asks for less in earnest: a rule that is only a wish, a probe that always succeeds or fails late, a volume that holds nothing. */
export function weakeningMutations(object: KubernetesObject): Mutation[] {
  return podSpecsOf(object).flatMap(({ path, spec }) => [
    ...selectorAsWish(object, path, spec),
    ...rulesAsWishes(object, [...path, "affinity"], spec.affinity),
    ...spec.containers.flatMap((container, index) => weakProbes(object, [...path, "containers", index], container)),
    ...(spec.volumes ?? []).flatMap((volume, index) =>
      volume.emptyDir
        ? []
        : [weakened(object, [...path, "volumes", index], { name: volume.name, emptyDir: {} }, "emptyDir")],
    ),
  ]);
}

function weakened(object: KubernetesObject, path: Path, value: unknown, words: string): Mutation {
  return { path, change: `weakened: ${words}`, object: changed(object, path, value as Json) };
}

function selectorAsWish(object: KubernetesObject, path: Path, { nodeSelector, affinity }: PodSpec): Mutation[] {
  if (!nodeSelector) return [];
  const matchExpressions = Object.entries(nodeSelector).map(([key, value]) => ({
    key,
    operator: "In",
    values: [value],
  }));
  const nodeAffinity = { ...affinity?.nodeAffinity, [PREFERRED]: [{ weight: 100, preference: { matchExpressions } }] };
  const without = changed(object, [...path, "nodeSelector"], undefined);
  const wished = changed(without, [...path, "affinity"], { ...affinity, nodeAffinity } as unknown as Json);
  return [{ path: [...path, "nodeSelector"], change: "weakened: a preference", object: wished }];
}

const REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
const PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";

/** What is required of the node's labels, or of the Pods beside it, becomes preferred. */
function rulesAsWishes(object: KubernetesObject, path: Path, affinity: object | undefined): Mutation[] {
  return Object.entries(affinity ?? {}).flatMap(([kind, rules]: [string, Record<string, unknown>]) => {
    const { [REQUIRED]: required, ...others } = rules;
    if (!required) return [];
    const preferred = Array.isArray(required)
      ? required.map((podAffinityTerm: Json) => ({ weight: 100, podAffinityTerm }))
      : (required as { nodeSelectorTerms: Json[] }).nodeSelectorTerms.map((preference) => ({
          weight: 100,
          preference,
        }));
    return [weakened(object, [...path, kind], { ...others, [PREFERRED]: preferred }, "preferred")];
  });
}

const PROBES = ["startupProbe", "readinessProbe", "livenessProbe"] as const;

function weakProbes(object: KubernetesObject, path: Path, container: Container): Mutation[] {
  return PROBES.flatMap((name) => {
    const probe = container[name];
    if (!probe) return [];
    const at = [...path, name];
    const { httpGet, ...timing } = probe;
    const always = { ...withoutHandler(probe), exec: { command: ["true"] } };
    return [
      weakened(object, at, always, "always succeeds"),
      ...(httpGet
        ? [
            weakened(object, at, { ...timing, tcpSocket: { port: httpGet.port } }, "only connects"),
            weakened(
              object,
              at,
              { ...timing, httpGet: { ...httpGet, path: "/not-there" }, initialDelaySeconds: 20 },
              "fails after 20 seconds",
            ),
          ]
        : []),
    ];
  });
}

function withoutHandler({ httpGet: _http, tcpSocket: _tcp, grpc: _grpc, exec: _exec, ...timing }: Probe): Probe {
  return timing;
}
