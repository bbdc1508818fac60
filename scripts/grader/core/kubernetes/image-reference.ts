/** An image reference in its parts, as containerd reads it. */
export interface ImageReference {
  /** With registry and namespace: `docker.io/library/nginx`. */
  repository: string;
  /** `latest` where neither tag nor digest is given. */
  tag: string;
  /** `sha256:…`; empty where none is given. */
  digest: string;
}

/** Reads `nginx`, `nginx:1.29`, `team/app`, `registry.example.com:5000/app@sha256:…`. */
export function parseImageReference(image: string): ImageReference {
  const [named = "", digest = ""] = image.split("@");
  const [, path = "", tag = digest ? "" : "latest"] = /^(.*?)(?::([\w][\w.-]*))?$/.exec(named) ?? [];
  const [first = "", ...rest] = path.split("/");
  const hasRegistry = rest.length > 0 && /[.:]|^localhost$/.test(first);
  const inDockerHub = path.includes("/") ? `docker.io/${path}` : `docker.io/library/${path}`;
  return { repository: hasRegistry ? path : inDockerHub, tag, digest };
}

/** The reference in full: `docker.io/library/nginx:1.29`. */
export function fullReference({ repository, tag, digest }: ImageReference): string {
  return digest ? `${repository}@${digest}` : `${repository}:${tag}`;
}
