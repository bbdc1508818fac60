import { type HostileSubmissions, kind } from "#testing/hostile/submission.ts";

/** Kinds that the lab does not ask for. */
export const kinds: HostileSubmissions = {
  "Namespace of v1": { leadsTo: "fail, kind-not-allowed at 2:7", files: kind("v1", "Namespace") },
  "Node of v1": { leadsTo: "fail, kind-not-allowed at 2:7", files: kind("v1", "Node") },
  "PersistentVolume of v1": { leadsTo: "fail, kind-not-allowed at 2:7", files: kind("v1", "PersistentVolume") },
  "Event of v1": { leadsTo: "fail, kind-not-allowed at 2:7", files: kind("v1", "Event") },
  "Binding of v1": { leadsTo: "fail, kind-not-allowed at 2:7", files: kind("v1", "Binding") },
  "ServiceAccount of v1": { leadsTo: "fail, kind-not-allowed at 2:7", files: kind("v1", "ServiceAccount") },
  "Secret of v1": { leadsTo: "fail, kind-not-allowed at 2:7", files: kind("v1", "Secret") },
  "ResourceQuota of v1": { leadsTo: "fail, kind-not-allowed at 2:7", files: kind("v1", "ResourceQuota") },
  "LimitRange of v1": { leadsTo: "fail, kind-not-allowed at 2:7", files: kind("v1", "LimitRange") },
  "Endpoints of v1": { leadsTo: "fail, kind-not-allowed at 2:7", files: kind("v1", "Endpoints") },
  "Pod of v1": { leadsTo: "fail, kind-not-allowed at 2:7", files: kind("v1", "Pod") },
  "ClusterRole of rbac.authorization.k8s.io/v1": {
    leadsTo: "fail, kind-not-allowed at 2:7",
    files: kind("rbac.authorization.k8s.io/v1", "ClusterRole"),
  },
  "RoleBinding of rbac.authorization.k8s.io/v1": {
    leadsTo: "fail, kind-not-allowed at 2:7",
    files: kind("rbac.authorization.k8s.io/v1", "RoleBinding"),
  },
  "CustomResourceDefinition of apiextensions.k8s.io/v1": {
    leadsTo: "fail, kind-not-allowed at 2:7",
    files: kind("apiextensions.k8s.io/v1", "CustomResourceDefinition"),
  },
  "ValidatingWebhookConfiguration of admissionregistration.k8s.io/v1": {
    leadsTo: "fail, kind-not-allowed at 2:7",
    files: kind("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration"),
  },
  "MutatingWebhookConfiguration of admissionregistration.k8s.io/v1": {
    leadsTo: "fail, kind-not-allowed at 2:7",
    files: kind("admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration"),
  },
  "ValidatingAdmissionPolicy of admissionregistration.k8s.io/v1": {
    leadsTo: "fail, kind-not-allowed at 2:7",
    files: kind("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy"),
  },
  "APIService of apiregistration.k8s.io/v1": {
    leadsTo: "fail, kind-not-allowed at 2:7",
    files: kind("apiregistration.k8s.io/v1", "APIService"),
  },
  "StorageClass of storage.k8s.io/v1": {
    leadsTo: "fail, kind-not-allowed at 2:7",
    files: kind("storage.k8s.io/v1", "StorageClass"),
  },
  "PriorityClass of scheduling.k8s.io/v1": {
    leadsTo: "fail, kind-not-allowed at 2:7",
    files: kind("scheduling.k8s.io/v1", "PriorityClass"),
  },
  "RuntimeClass of node.k8s.io/v1": {
    leadsTo: "fail, kind-not-allowed at 2:7",
    files: kind("node.k8s.io/v1", "RuntimeClass"),
  },
  "Lease of coordination.k8s.io/v1": {
    leadsTo: "fail, kind-not-allowed at 2:7",
    files: kind("coordination.k8s.io/v1", "Lease"),
  },
  "CertificateSigningRequest of certificates.k8s.io/v1": {
    leadsTo: "fail, kind-not-allowed at 2:7",
    files: kind("certificates.k8s.io/v1", "CertificateSigningRequest"),
  },
  "TokenRequest of authentication.k8s.io/v1": {
    leadsTo: "fail, unknown-kind at 2:7",
    files: kind("authentication.k8s.io/v1", "TokenRequest"),
  },
  "SubjectAccessReview of authorization.k8s.io/v1": {
    leadsTo: "fail, kind-not-allowed at 2:7",
    files: kind("authorization.k8s.io/v1", "SubjectAccessReview"),
  },
  "Eviction of policy/v1": { leadsTo: "fail, unknown-kind at 2:7", files: kind("policy/v1", "Eviction") },
  "Scale of autoscaling/v1": { leadsTo: "fail, unknown-kind at 2:7", files: kind("autoscaling/v1", "Scale") },
  "DaemonSet of apps/v1": { leadsTo: "fail, kind-not-allowed at 2:7", files: kind("apps/v1", "DaemonSet") },
  "CronJob of batch/v1": { leadsTo: "fail, kind-not-allowed at 2:7", files: kind("batch/v1", "CronJob") },
  "NetworkPolicy of networking.k8s.io/v1": {
    leadsTo: "fail, kind-not-allowed at 2:7",
    files: kind("networking.k8s.io/v1", "NetworkPolicy"),
  },
  "FlowSchema of flowcontrol.apiserver.k8s.io/v1": {
    leadsTo: "fail, kind-not-allowed at 2:7",
    files: kind("flowcontrol.apiserver.k8s.io/v1", "FlowSchema"),
  },
  "Deployment of example.com/v1": {
    leadsTo: "fail, unknown-kind at 1:13",
    files: kind("example.com/v1", "Deployment"),
  },
};
