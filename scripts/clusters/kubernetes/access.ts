import { randomUUID } from "node:crypto";
import type { Clock } from "#core/clock.ts";
import { type Cluster, UnsupportedError } from "#core/cluster.ts";
import type { PolicyRule } from "#core/kubernetes/generated/types.d.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { type ServiceAccountName, userOf } from "#core/kubernetes/rbac/grants.ts";
import { splitResource, unknownResource } from "#core/kubernetes/rbac/resources.ts";
import type { Connection } from "./api/connection.ts";
import type { Discovery } from "./api/discovery.ts";
import { retried } from "./api/retry.ts";

/** https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/subject-access-review-v1/ */
interface Attributes {
  verb: string;
  group: string;
  resource: string;
  subresource?: string;
  namespace?: string;
  name?: string;
}

interface Subject {
  user: string;
  groups?: string[];
}

const rbac = "rbac.authorization.k8s.io";
const settleMilliseconds = 30_000;

export interface Access {
  authorize: Cluster["authorize"];
  rules: Cluster["rules"];
  /** To be called for each object that was written: rights change with some of them. */
  written(object: { apiVersion: string }): void;
}

/** Asks the API server what a ServiceAccount may do, by all rights that were {@link Access.written} before. */
export function createAccess(
  connection: Connection,
  { hasResource }: Discovery,
  cluster: Pick<Cluster, "apply" | "clock">,
): Access {
  let settled: Promise<void> | undefined = Promise.resolve();
  const settledIn = async (namespace: string): Promise<void> => {
    settled ??= settle(connection, cluster, namespace).catch((error: unknown) => {
      settled = undefined;
      throw error;
    });
    await settled;
  };
  return {
    written({ apiVersion }) {
      if (apiVersion.startsWith(`${rbac}/`)) settled = undefined;
    },

    async authorize(question) {
      const { serviceAccount, namespace, name, verb } = question;
      const asked = splitResource(question.resource);
      const known = asked.subresource === undefined ? asked.resource : `${asked.resource}/${asked.subresource}`;
      if (asked.resource !== "*" && asked.group !== "*" && !(await hasResource(asked.group, known))) {
        throw new Error(unknownResource(question.resource));
      }
      await settledIn(serviceAccount.namespace);
      return await review(connection, userOf(serviceAccount), { ...asked, verb, namespace, name });
    },

    async rules(account, namespace) {
      await settledIn(account.namespace);
      return await reviewRules(connection, account, namespace);
    },
  };
}

/** Resolves when the API server lets this user do that: it reads rights a moment after they are written. */
export async function waitForRight(
  connection: Connection,
  clock: Clock,
  user: string,
  attributes: Attributes,
): Promise<void> {
  const end = clock.now() + settleMilliseconds;
  while (!(await mayDo(connection, { user }, attributes))) {
    if (clock.now() > end) throw new Error(`The API server did not read the rights of ${user} within 30 s.`);
    await clock.sleep(10);
  }
}

/**
 * Writes a right of nobody's and waits until it counts: the API server reads Roles in the order in which they were
 * written, and so it does with their bindings. Without it "may not" would be true before the API server knows better.
 */
async function settle(
  connection: Connection,
  cluster: Pick<Cluster, "apply" | "clock">,
  namespace: string,
): Promise<void> {
  const user = `checkride:settled:${randomUUID()}`;
  const metadata = { name: "checkride-settled", namespace, labels: { "app.kubernetes.io/managed-by": "checkride" } };
  const attributes = { group: "checkride", resource: "rights", verb: "read" };
  const { group, resource, verb } = attributes;
  const role: KubernetesObject = {
    apiVersion: `${rbac}/v1`,
    kind: "Role",
    metadata,
    rules: [{ apiGroups: [group], resources: [resource], resourceNames: [user], verbs: [verb] }],
  };
  const binding: KubernetesObject = {
    apiVersion: `${rbac}/v1`,
    kind: "RoleBinding",
    metadata,
    subjects: [{ apiGroup: rbac, kind: "User", name: user }],
    roleRef: { apiGroup: rbac, kind: "Role", name: metadata.name },
  };
  await Promise.all([role, binding].map(async (object) => await cluster.apply(object, "grader")));
  await waitForRight(connection, cluster.clock, user, { ...attributes, namespace, name: user });
}

/** Whether the user may do that, as far as the API server has read the rights. */
export async function mayDo(connection: Connection, subject: Subject, attributes: Attributes): Promise<boolean> {
  return (await review(connection, subject, attributes)).allowed;
}

async function review(
  connection: Connection,
  subject: Subject,
  resourceAttributes: Attributes,
): Promise<{ allowed: boolean; reason: string }> {
  const body = {
    apiVersion: "authorization.k8s.io/v1",
    kind: "SubjectAccessReview",
    spec: { ...subject, resourceAttributes },
  };
  const path = "/apis/authorization.k8s.io/v1/subjectaccessreviews";
  const { status } = await retried(
    async () =>
      await connection.call<{ status: { allowed: boolean; reason?: string } }>({ method: "POST", path, body }),
  );
  return { allowed: status.allowed, reason: status.reason ?? "" };
}

/** https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/self-subject-rules-review-v1/ */
interface RulesStatus {
  resourceRules: PolicyRule[];
  nonResourceRules: PolicyRule[];
  /** Where an authorizer cannot tell all that it would allow. */
  incomplete: boolean;
}

/** Asks in the account's own name: the API server tells nobody the rules of somebody else. */
async function reviewRules(
  connection: Connection,
  account: ServiceAccountName,
  namespace: string,
): Promise<PolicyRule[]> {
  const body = {
    apiVersion: "authorization.k8s.io/v1",
    kind: "SelfSubjectRulesReview",
    spec: { namespace },
  };
  const path = "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews";
  const headers = { "impersonate-user": userOf(account).user };
  const { status } = await retried(
    async () => await connection.call<{ status: RulesStatus }>({ method: "POST", path, body, headers }),
  );
  if (status.incomplete) throw new UnsupportedError("An authorizer of this cluster cannot list what it allows.");
  return [...status.resourceRules, ...status.nonResourceRules];
}
