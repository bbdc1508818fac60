import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Json } from "#core/json.ts";
import { pathText } from "#core/path.ts";
import { validateObject } from "./validate.ts";

const folder = new URL("corpus/", import.meta.url);

function manifests(kind: "invalid" | "valid"): [name: string, object: Json][] {
  const names = readdirSync(new URL(kind, folder)).sort();
  return names.map((name) => [
    name.replace(".yaml", ""),
    parse(readFileSync(new URL(`${kind}/${name}`, folder), "utf8")) as Json,
  ]);
}

function problemLines(object: Json): string[] {
  return validateObject(object).map(({ code, path, suggestion }) =>
    [code, pathText(path), ...(suggestion === undefined ? [] : ["→", suggestion])].join(" "),
  );
}

test("each invalid manifest has one problem, in the right place", () => {
  const lines = manifests("invalid").map(([name, object]) => `${name}: ${problemLines(object).join("; ")}`);
  expect(lines.join("\n")).toMatchInlineSnapshot(`
    "affinity-without-topology: missing-field spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey
    annotation-key: invalid-value metadata.annotations["made by"] → made-by
    api-version-missing: missing-field apiVersion
    config-map-data-below-spec: unknown-field spec
    config-map-key-twice: invalid-value binaryData.logo
    config-map-key: invalid-value data["web/index.html"] → web-index.html
    config-map-value-is-a-map: wrong-type data.web
    config-map-value-is-a-number: wrong-type data.port → "8080"
    container-image-missing: missing-field spec.containers[0].image
    container-image-with-space: invalid-value spec.containers[0].image → nginx:1.29
    container-name-missing: missing-field spec.containers[0].name
    container-name-with-dot: invalid-value spec.containers[0].name → web-main
    container-names-equal: invalid-value spec.containers[1].name
    container-pull-policy: invalid-value spec.containers[0].imagePullPolicy → Always
    cron-job-name-too-long: invalid-value metadata.name
    cron-job-pod-directly-below: unknown-field spec.template → spec.jobTemplate.spec.template
    cron-job-schedule-range: invalid-value spec.schedule
    cron-job-schedule: invalid-value spec.schedule
    daemon-set-replicas: unknown-field spec.replicas
    daemon-set-strategy-name: unknown-field spec.strategy → updateStrategy
    deployment-containers-at-wrong-level: unknown-field spec.template.containers → spec.template.spec.containers
    deployment-field-misspelt: unknown-field spec.replica → replicas
    deployment-image-at-wrong-level: unknown-field spec.image → spec.template.spec.containers[0].image
    deployment-in-core-group: unknown-kind apiVersion → apps/v1/Deployment
    deployment-max-surge-not-a-percentage: invalid-value spec.strategy.rollingUpdate.maxSurge → 25
    deployment-no-surge-and-none-unavailable: invalid-value spec.strategy.rollingUpdate.maxUnavailable
    deployment-old-version: unknown-kind apiVersion → apps/v1/Deployment
    deployment-progress-deadline-too-short: invalid-value spec.progressDeadlineSeconds
    deployment-recreate-with-rolling-update: invalid-value spec.strategy.rollingUpdate
    deployment-replicas-as-text: wrong-type spec.replicas → 3
    deployment-replicas-fraction: wrong-type spec.replicas
    deployment-replicas-negative: invalid-value spec.replicas
    deployment-replicas-too-large: invalid-value spec.replicas
    deployment-restart-policy-never: invalid-value spec.template.spec.restartPolicy → Always
    deployment-selector-differs-from-labels: selector-does-not-match-labels spec.template.metadata.labels.app
    deployment-selector-empty: missing-field spec.selector.matchLabels
    deployment-selector-missing: missing-field spec.selector
    deployment-selector-without-match-labels: unknown-field spec.selector.app → spec.selector.matchLabels.app
    deployment-spec-missing: missing-field spec
    deployment-strategy-unknown: invalid-value spec.strategy.type
    deployment-template-missing: missing-field spec.template
    deployment-template-without-labels: selector-does-not-match-labels spec.template.metadata.labels
    disruption-budget-both: invalid-value spec
    disruption-budget-percentage: invalid-value spec.minAvailable
    endpoint-slice-address-type: invalid-value addressType → IPv4
    env-as-map: wrong-type spec.containers[0].env
    env-field-path: invalid-value spec.containers[0].env[0].valueFrom.fieldRef.fieldPath
    env-name: invalid-value spec.containers[0].env[0].name
    env-value-and-value-from: invalid-value spec.containers[0].env[0].valueFrom
    env-value-from-two: invalid-value spec.containers[0].env[0].valueFrom
    env-value-is-a-boolean: wrong-type spec.containers[0].env[0].value → "true"
    env-value-is-a-number: wrong-type spec.containers[0].env[0].value → "8080"
    init-container-named-as-container: invalid-value spec.initContainers[0].name
    init-container-with-probe: invalid-value spec.initContainers[0].readinessProbe
    job-backoff-negative: invalid-value spec.backoffLimit
    job-indexed-without-completions: missing-field spec.completions
    job-restart-policy-missing: missing-field spec.template.spec.restartPolicy
    job-restart-policy: invalid-value spec.template.spec.restartPolicy
    kind-missing: missing-field kind
    kind-misspelt: unknown-kind kind → apps/v1/Deployment
    label-key: invalid-value metadata.labels["example.com/team/name"]
    label-value-is-a-number: wrong-type metadata.labels.version → "2"
    label-value: invalid-value metadata.labels.app → my-web
    lifecycle-two-handlers: invalid-value spec.containers[0].lifecycle.preStop
    metadata-missing: missing-field metadata.name
    name-missing: missing-field metadata.name
    name-with-capitals: invalid-value metadata.name → web
    name-with-underscore: invalid-value metadata.name → web-config
    namespace-name-with-dot: invalid-value metadata.name → team-web
    network-policy-address: invalid-value spec.ingress[0].from[0].ipBlock.cidr
    network-policy-peer-empty: invalid-value spec.ingress[0].from[0]
    network-policy-port-range: invalid-value spec.ingress[0].ports[0].endPort
    network-policy-type: invalid-value spec.policyTypes[0] → Ingress
    node-affinity-without-values: missing-field spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values
    node-selector-value: invalid-value spec.nodeSelector.disk → fast-disk
    pod-active-deadline: invalid-value spec.activeDeadlineSeconds
    pod-containers-as-map: wrong-type spec.containers
    pod-containers-missing: missing-field spec.containers
    pod-no-containers: missing-field spec.containers
    pod-restart-policy: invalid-value spec.restartPolicy
    port-as-text: wrong-type spec.containers[0].ports[0].containerPort → 80
    port-name-too-long: invalid-value spec.containers[0].ports[0].name
    port-names-equal: invalid-value spec.containers[0].ports[1].name
    port-protocol: invalid-value spec.containers[0].ports[0].protocol
    port-too-large: invalid-value spec.containers[0].ports[0].containerPort
    probe-command-empty: missing-field spec.containers[0].livenessProbe.exec.command
    probe-liveness-success-threshold: invalid-value spec.containers[0].livenessProbe.successThreshold
    probe-negative-period: invalid-value spec.containers[0].readinessProbe.periodSeconds
    probe-port-missing: missing-field spec.containers[0].livenessProbe.httpGet.port
    probe-port-name: invalid-value spec.containers[0].livenessProbe.tcpSocket.port → 8080
    probe-port-too-large: invalid-value spec.containers[0].livenessProbe.httpGet.port
    probe-two-handlers: invalid-value spec.containers[0].readinessProbe
    probe-without-handler: invalid-value spec.containers[0].readinessProbe
    quantity-negative: invalid-value spec.containers[0].resources.requests.cpu
    quantity-unit: invalid-value spec.containers[0].resources.requests.memory → 64M
    quantity: invalid-value spec.containers[0].resources.requests.cpu
    replica-set-selector-exists-with-values: invalid-value spec.selector.matchExpressions[0].values
    replica-set-selector-operator: invalid-value spec.selector.matchExpressions[0].operator
    requests-above-limits: invalid-value spec.containers[0].resources.requests.memory
    resource-name: invalid-value spec.containers[0].resources.limits.ram
    resources-at-wrong-level: unknown-field spec.containers[0].resources.memory → spec.containers[0].resources.limits.memory
    role-binding-kind: invalid-value roleRef.kind → Role
    role-binding-without-role: missing-field roleRef
    role-url: invalid-value rules[0].nonResourceURLs
    role-without-group: missing-field rules[0].apiGroups
    role-without-verbs: missing-field rules[0].verbs
    secret-not-base64: invalid-value data.password
    secret-tls-without-key: missing-field data["tls.key"]
    security-context-negative-user: invalid-value spec.containers[0].securityContext.runAsUser
    service-account-secrets-as-text: wrong-type imagePullSecrets[0]
    service-cluster-ip: invalid-value spec.clusterIP → None
    service-external-name-missing: missing-field spec.externalName
    service-load-balancer-headless: invalid-value spec.clusterIP
    service-name-with-dot: invalid-value metadata.name → web-v1
    service-node-port-out-of-range: invalid-value spec.ports[0].nodePort
    service-node-port-without-type: invalid-value spec.ports[0].nodePort
    service-port-missing: missing-field spec.ports[0].port
    service-port-zero: invalid-value spec.ports[0].port
    service-ports-equal: invalid-value spec.ports[1].port
    service-selector-as-deployment: wrong-type spec.selector.matchLabels
    service-selector-value: invalid-value spec.selector.app → my-web
    service-target-port-in-quotes: invalid-value spec.ports[0].targetPort → 8080
    service-target-port: invalid-value spec.ports[0].targetPort
    service-traffic-policy-without-type: invalid-value spec.externalTrafficPolicy
    service-two-ports-without-names: missing-field spec.ports[0].name
    service-type: invalid-value spec.type → NodePort
    service-without-ports: missing-field spec.ports
    stateful-set-pod-management: invalid-value spec.podManagementPolicy → Parallel
    stateful-set-restart-policy: invalid-value spec.template.spec.restartPolicy → Always
    stateful-set-selector: selector-does-not-match-labels spec.template.metadata.labels.tier
    toleration-exists-with-value: invalid-value spec.tolerations[0].value
    toleration-without-operator: invalid-value spec.tolerations[0].operator
    topology-spread-skew: invalid-value spec.topologySpreadConstraints[0].maxSkew
    volume-host-path-missing: missing-field spec.volumes[0].hostPath.path
    volume-mount-path-missing: missing-field spec.containers[0].volumeMounts[0].mountPath
    volume-mount-paths-equal: invalid-value spec.containers[0].volumeMounts[1].mountPath
    volume-mount-unknown: invalid-value spec.containers[0].volumeMounts[0].name → date
    volume-names-equal: invalid-value spec.volumes[1].name
    volume-two-sources: invalid-value spec.volumes[0]"
  `);
});

describe("each valid manifest has no problem", () => {
  test.each(manifests("valid"))("%s", (_name, object) => {
    expect(validateObject(object)).toEqual([]);
  });
});
