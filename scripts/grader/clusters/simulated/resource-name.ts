/** What the API calls a kind in its messages: `deployments.apps`, `pods`, `poddisruptionbudgets.policy`. */
export function resourceName({ apiVersion, kind }: { apiVersion: string; kind: string }): string {
  const group = apiVersion.includes("/") ? `.${apiVersion.split("/")[0]}` : "";
  return `${kind.toLowerCase()}s${group}`;
}
