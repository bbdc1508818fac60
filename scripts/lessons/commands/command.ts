import type { Code } from "mdast";
import type { ComponentName } from "#core/kubernetes/components.ts";

/** The components that a command can be shown without, as the labs' `stop` names them. */
export const COMPONENTS = [
  "etcd",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "kube-proxy",
  "coredns",
] as const satisfies ComponentName[];

/** Where a command runs: the reader's machine or a node of the cluster. */
export const PLACES = ["client", "node control-plane", "node worker", "node worker2"] as const;

/** A fenced `bash` block that a lesson's author has marked. */
export interface CommandBlock {
  /** The fence in the page's tree. */
  code: Code;
  /** Unique on its page: the name of its recording. */
  name: string;
  /** Where it runs, or why it cannot run in kind. */
  runs: { on: (typeof PLACES)[number] } | { not: string };
  /** It changes something in the cluster. */
  changes: boolean;
  /** What its output must contain. */
  contains: string[];
  /** What is in the page, and what is typed instead when it runs. */
  placeholders: [shown: string, typed: string][];
  /** The exit code that its last command must have. */
  exit: number;
  /** Seconds in which it is run again until it is as it must be; 0 for once. */
  within: number;
  /** It takes long or disturbs the whole cluster: it is run every night and not for every change. */
  nightly: boolean;
  /** What is stopped while it runs, which makes it nightly. */
  during?: ComponentName;
  /** How many lines of what each command printed the page shows. */
  lines: number;
}
