import { isKubernetesVersion, KUBERNETES_VERSION, type KubernetesVersion, minorRelease } from "./version.ts";

/** What a minor release says and does in its own way, and what therefore follows for labs and recordings. */
export interface VersionDifferences {
  /** What kube-scheduler says between why no node takes a Pod and what preemption would help. */
  beforePreemption: string;
  /** Parts of what commands print, as they are recorded and as this release prints them. */
  printed: readonly (readonly [recorded: RegExp, here: string])[];
  /** Checks that fail for every file set of a lab that gets so far, by the lab: the files name the version. */
  failing: Readonly<Record<string, readonly string[]>>;
}

/**
 * All differences that tests and proofs accept, and no other. Each was seen on v1.36.3 and on v1.37.2; the page "Kubernetes versions" tells
 * them to readers.
 */
const DIFFERENCES: Record<KubernetesVersion, VersionDifferences> = {
  "v1.37": { beforePreemption: "", printed: [], failing: {} },
  "v1.36": {
    beforePreemption: "no new claims to deallocate, ",
    printed: [
      // The same Deployment with CoreDNS 1.14.6 and 1.14.2: the hash of its template is in the names of its Pods.
      [/\bcoredns-559f6c778d-/g, "coredns-589f44dc88-"],
      // The kubelet of v1.37 counts this in bytes, the one of v1.36 in KiB.
      [/(?<=ephemeral-storage: +\d+)$/gm, "Ki"],
    ],
    failing: { "explore-the-cluster": ["version"] },
  },
};

/** The differences of a version as the API server says it; for one that nobody has looked at, those of the version that labs are about. */
export function versionDifferences(version: string): VersionDifferences {
  const minor = minorRelease(version);
  return DIFFERENCES[isKubernetesVersion(minor) ? minor : KUBERNETES_VERSION];
}
