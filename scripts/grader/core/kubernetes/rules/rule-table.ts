import * as access from "./access.ts";
import * as configuration from "./configuration.ts";
import { disruptionBudget } from "./disruption-budgets.ts";
import * as jobs from "./jobs.ts";
import * as metadata from "./metadata.ts";
import * as networks from "./networks.ts";
import * as containers from "./pod/containers.ts";
import * as pods from "./pod/pods.ts";
import * as probes from "./pod/probes.ts";
import { resources } from "./pod/resources.ts";
import * as scheduling from "./pod/scheduling.ts";
import * as volumes from "./pod/volumes.ts";
import type { Rule } from "./rule.ts";
import * as services from "./services.ts";
import * as workloads from "./workloads.ts";

const workload = [workloads.selectorOfTemplate, workloads.podsRunForever, workloads.workloadNumbers] as const;

/** The rules for each type of the table of fields, wherever it is in an object. */
export const rules: { readonly [type: string]: readonly Rule<never>[] } = {
  ConfigMap: [configuration.configMapKeys],
  ConfigMapKeySelector: [containers.keyReference],
  ConfigMapVolumeSource: [volumes.fileMode],
  Container: [containers.containerNameAndImage, containers.portNamesDiffer, probes.probesOfContainer],
  ContainerPort: [containers.containerPort],
  CronJobSpec: [jobs.cronJob],
  DaemonSetSpec: workload,
  DeploymentSpec: [...workload, workloads.progressDeadline, workloads.deploymentStrategy],
  EndpointPort: [networks.endpointPort],
  DownwardAPIVolumeFile: [volumes.podFile],
  EmptyDirVolumeSource: [volumes.emptyDirVolume],
  EndpointSlice: [networks.endpointAddresses, networks.endpointPortNamesDiffer],
  EnvFromSource: [containers.variablesSource],
  EnvVar: [containers.variable],
  EnvVarSource: [containers.variableSource, containers.environmentField],
  GRPCAction: [probes.grpcAction],
  HTTPGetAction: [probes.httpGetAction],
  HostPathVolumeSource: [volumes.hostPathVolume],
  HostAlias: [pods.hostAlias],
  IPBlock: [networks.ipBlock],
  JobSpec: [jobs.jobRestartPolicy, jobs.jobNumbers, jobs.indexedJob, jobs.jobSelector],
  KeyToPath: [volumes.keyToPath],
  LabelSelector: [metadata.labelsAt("matchLabels")],
  LabelSelectorRequirement: [metadata.selectorRequirement],
  Lifecycle: [probes.lifecycle],
  NetworkPolicyPeer: [networks.peer],
  NetworkPolicyPort: [networks.policyPort],
  NetworkPolicySpec: [networks.policyTypes],
  NodeSelector: [scheduling.nodeSelectorValues],
  NodeSelectorRequirement: [scheduling.nodeRequirement],
  ObjectMeta: [metadata.labelsAt("labels"), metadata.annotations, metadata.namespaceName],
  PersistentVolumeClaimSpec: [volumes.claimSpec],
  PodAffinityTerm: [scheduling.affinityTerm],
  PodDNSConfig: [pods.dnsConfig],
  PodDisruptionBudgetSpec: [disruptionBudget],
  PodSecurityContext: [containers.securityIds],
  PodSpec: [
    pods.containerNamesDiffer,
    pods.podNames,
    pods.podDeadline,
    pods.dnsWithoutPolicy,
    pods.hostPorts,
    probes.probesOfInitContainers,
    probes.sleepEndsInTime,
    volumes.volumeNamesDiffer,
    volumes.volumeMounts,
    metadata.labelsAt("nodeSelector"),
    scheduling.topologySpreadsDiffer,
  ],
  PolicyRule: [access.policyRule],
  PreferredSchedulingTerm: [scheduling.weight],
  Probe: [probes.probe],
  ReplicaSetSpec: workload,
  ResourceFieldSelector: [containers.resourceField],
  ResourceRequirements: [resources],
  Role: [access.noUrls],
  RoleRef: [access.roleReference],
  RollingUpdateDaemonSet: [workloads.rollingUpdateOfDaemonSet],
  RollingUpdateDeployment: [workloads.rollingUpdate],
  Secret: [configuration.secretKeys, configuration.keysOfSecretType],
  SecretKeySelector: [containers.keyReference],
  SecretVolumeSource: [volumes.fileMode],
  SecurityContext: [containers.securityIds, containers.privilegeEscalation],
  ServicePort: [services.servicePort],
  ServiceSpec: [
    services.servicePorts,
    services.nodePorts,
    services.serviceAddress,
    services.fieldsOfOtherTypes,
    services.sessionAffinity,
    metadata.labelsAt("selector"),
  ],
  StatefulSetSpec: [...workload, workloads.statefulSetStrategy],
  Subject: [access.subject],
  TCPSocketAction: [probes.tcpSocketAction],
  Toleration: [scheduling.toleration],
  TopologySpreadConstraint: [scheduling.topologySpread],
  Volume: [volumes.volume],
  VolumeMount: [volumes.volumeMount],
  VolumeProjection: [volumes.projection],
  WeightedPodAffinityTerm: [scheduling.weight],
};
