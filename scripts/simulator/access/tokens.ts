import type { ServiceAccountName } from "#core/kubernetes/rbac/grants.ts";

/** Where a container finds the token of its Pod's account. */
export const ACCOUNT_FOLDER = "/var/run/secrets/kubernetes.io/serviceaccount";

/** What a client that trusts the API server has in a file. */
export const CERTIFICATE = "-----BEGIN CERTIFICATE-----\nc2ltdWxhdGVk\n-----END CERTIFICATE-----\n";

/** What a container finds in {@link ACCOUNT_FOLDER}. */
export function accountFiles({ namespace, name }: ServiceAccountName): Map<string, string> {
  const claims = btoa(JSON.stringify({ "kubernetes.io": { namespace, serviceaccount: { name } } }));
  return new Map([
    ["token", `simulated.${claims}.unsigned`],
    ["ca.crt", CERTIFICATE],
    ["namespace", namespace],
  ]);
}

/** Whose token it is; undefined where it is none. */
export function accountOf(token: string): ServiceAccountName | undefined {
  const [, claims] = /^simulated\.([\w+/=]+)\.unsigned$/.exec(token) ?? [];
  if (claims === undefined) return undefined;
  const { "kubernetes.io": account } = JSON.parse(atob(claims)) as {
    "kubernetes.io": { namespace: string; serviceaccount: { name: string } };
  };
  return { namespace: account.namespace, name: account.serviceaccount.name };
}
