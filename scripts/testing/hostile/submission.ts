/** What learners may try, by what it is. */
export type HostileSubmissions = Record<string, HostileSubmission>;

export interface HostileSubmission {
  /** The verdict's status, and its first issue and where, or the first check that fails. */
  leadsTo: string;
  /** By their names. */
  files: Record<string, string | Uint8Array>;
}

/** A file with these parts in it. */
export function file(...parts: string[]): Record<string, string> {
  return { "deployment.yaml": parts.join("\n") };
}

/** The solution of the lab, with one thing or the other in it. */
export function solution({
  name = "web",
  replicas = "3",
  image = "nginx:1.29",
  labels = "",
  metadata = "",
  container = "",
  pod = "",
} = {}): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  labels: { ${labels} }
  ${metadata}
spec:
  replicas: ${replicas}
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      ${pod}
      containers:
        - name: nginx
          image: ${image}
          ${container}
`;
}

/** An object of another kind, with as little in it as there can be. */
export function kind(apiVersion: string, name: string): HostileSubmission["files"] {
  return file(`apiVersion: ${apiVersion}`, `kind: ${name}`, "metadata: { name: web }", "spec: {}");
}
