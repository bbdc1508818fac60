/** Made by `npm run generate`: do not edit. */

/**
 * A component of the cluster.
 */
export type ComponentName =
  "etcd" | "kube-apiserver" | "kube-controller-manager" | "kube-scheduler" | "kube-proxy" | "coredns";
/**
 * A time such as `500ms`, `30s` or `2m`.
 */
export type Duration = string;
/**
 * The rights in the namespace of the grade, beside those that the cluster gives to every account everywhere. Rules that are written in another way and say the same are equal.
 */
export type Rights = Rights1 & Rights2;
export type Rights1 = {
  [k: string]: unknown;
};

/**
 * A lab: what the learner submits, and the checks that grade it.
 */
export interface LabFile {
  /**
   * The version of this file format.
   */
  version: 1;
  /**
   * What the learner reads first.
   */
  title: string;
  /**
   * One sentence for lists of labs.
   */
  summary: string;
  /**
   * The lesson that the lab belongs to, and the heading in it: `beginner/kubernetes-architecture#what-to-read`.
   */
  lesson: string;
  /**
   * How long a beginner needs.
   */
  minutes: number;
  /**
   * Where the lab stands in lists of labs: the lowest number first, those without one last. Leave gaps for labs to come.
   */
  order?: number;
  /**
   * The cluster that the lab needs.
   */
  cluster?: {
    /**
     * Worker nodes beside the control plane node.
     */
    workers?: number;
    /**
     * The lab needs a real cluster: what it teaches is not simulated. On the simulated cluster each of its checks is `unsupported`.
     */
    real?: true;
    /**
     * `namespace`: graded beside other labs in a namespace of its own (if not said). `cluster`: the lab changes nodes or the control plane, and has the cluster for itself.
     */
    scope?: "namespace" | "cluster";
    /**
     * The level of the Pod Security Standards that Pods of the namespace are held to; `baseline` if not said.
     */
    podSecurity?: "privileged" | "baseline" | "restricted";
  };
  /**
   * What the learner hands in. An experiment leaves it out: there is nothing to edit, and all its checks must pass.
   */
  submission?: {
    /**
     * The names of the files, the same as in `exercise/`.
     *
     * @minItems 1
     */
    files: string[];
    /**
     * How many objects one file may hold, if fewer than 20.
     */
    documents?: number;
    /**
     * The kinds that may be submitted, as `apps/v1/Deployment`.
     *
     * @minItems 1
     */
    kinds: string[];
    /**
     * The objects that must be among those submitted.
     *
     * @minItems 1
     */
    objects: ObjectName[];
  };
  /**
   * The numbered sentences of the brief's task, word for word and in their order, each with the checks that hold it.
   *
   * @minItems 1
   */
  asks?: Ask[];
  /**
   * What is graded, in the order in which the learner reads it.
   *
   * @minItems 1
   */
  checks: Check[];
}
/**
 * One object, in the namespace of the grade unless another is named.
 */
export interface ObjectName {
  /**
   * Such as `apps/v1`.
   */
  apiVersion: string;
  /**
   * Such as `Deployment`.
   */
  kind: string;
  /**
   * Its `metadata.name`.
   */
  name: string;
  /**
   * The namespace; the namespace of the grade if not said. Ignored by kinds that have none, such as Node.
   */
  namespace?: string;
}
export interface Ask {
  /**
   * The sentence as the brief has it, Markdown and all.
   */
  say: string;
  /**
   * The checks that fail where the submission is not so.
   *
   * @minItems 1
   */
  checks: string[];
}
/**
 * One graded requirement.
 */
export interface Check {
  /**
   * Its name in reports and in `needs`.
   */
  id: string;
  /**
   * What must be true, as a sentence.
   */
  title: string;
  points: number;
  /**
   * Checks that must pass before; if one does not, this one is `blocked`.
   *
   * @minItems 1
   */
  needs?: string[];
  /**
   * What is done before the check looks, step by step. A check that acts runs alone.
   *
   * @minItems 1
   */
  act?: Act[];
  manifests?: ManifestSelector;
  object?: ObjectName;
  objects?: ObjectSelector;
  request?: Request;
  may?: Access;
  rights?: Rights;
  logs?: Logs;
  exec?: Exec;
  /**
   * A partial object that the object, each of the objects, or each response, answer or result must contain. Lists match by the key that Kubernetes uses for them, others item by item; instead of a list stand `{ exactly: […] }` (these items in this order and no other), `{ contains: […] }` (these among others) or `{ unordered: […] }` (these and no other, in any order).
   */
  matches?: {};
  /**
   * A CEL expression that must be true. `condition(object, "Ready")` gives the status of a condition; of a Pod, or of an object that makes Pods, `podSpec(object)` gives how they are described, and `containers(object)` all of their containers: init, sidecar and ephemeral ones too.
   */
  satisfies?: string;
  facts?: Facts;
  /**
   * What to say when `satisfies` is false; CEL in braces is filled in: `{objects.size()} Pods`.
   */
  message?: string;
  within?: Duration;
  for?: Duration;
  /**
   * And for longer where a liveness probe of the Pods that it looks at may need longer to give up: until each has failed as often as it may, at most 5 minutes.
   */
  outlastProbes?: true;
  /**
   * The time of `within` began when this check had done its acts; one that this check needs.
   */
  since?: string;
  never?: Duration;
  /**
   * It must become true `within` its time; then the check acts, looks from before the first act until the last is done (and for the time of `for` after it), and must hold each time: no request lost.
   */
  throughout?: true;
  /**
   * Points in proportion to the items that match, rounded down; the check passes only when all do. For what is a list: `manifests`, `objects`, `request`, `may`, `logs` and `exec`.
   */
  partial?: true;
  /**
   * @minItems 1
   */
  hints: Hint[];
}
/**
 * One thing that is done to the cluster before the check looks. What a check stopped or cordoned stays so for the checks after it, and is undone at the end of the grade.
 */
export interface Act {
  delete?: DeleteAct;
  scale?: ScaleAct;
  patch?: PatchAct;
  apply?: ApplyAct;
  exec?: ExecAct;
  hang?: HangAct;
  cordon?: NodeChoice;
  /**
   * Lets Pods come again to every node that the grade cordoned or drained.
   */
  uncordon?: "everything";
  drain?: NodeChoice;
  stop?: StopAct;
  wait?: Duration;
  /**
   * Switches on what was switched off: everything, or one component.
   */
  start?: "everything" | Component;
}
/**
 * Deletes objects, the oldest first.
 */
export interface DeleteAct {
  objects: ObjectSelector;
  /**
   * How many of them.
   */
  count: number;
}
/**
 * Objects of one kind, in the namespace of the grade unless another is named. Objects that are being deleted do not count.
 */
export interface ObjectSelector {
  /**
   * Such as `v1`.
   */
  apiVersion: string;
  /**
   * Such as `Pod`.
   */
  kind: string;
  /**
   * Each label must be there with this value.
   */
  labels?: {
    [k: string]: string;
  };
  ownedBy?: ObjectName;
  /**
   * The namespace; the namespace of the grade if not said. Ignored by kinds that have none, such as Node.
   */
  namespace?: string;
}
/**
 * Asks for another number of replicas.
 */
export interface ScaleAct {
  object: ObjectName;
  /**
   * How many.
   */
  replicas: number;
  /**
   * Waits until so many are Ready; the check fails where they are not within its time.
   */
  untilReady?: true;
}
/**
 * Changes an object by a JSON merge patch. Outside the namespace of the grade it is changed back at the end.
 */
export interface PatchAct {
  object: ObjectName;
  /**
   * The fields to change; `null` removes one.
   */
  merge: {};
}
/**
 * Creates or updates an object of the author's. Outside the namespace of the grade it is deleted at the end.
 */
export interface ApplyAct {
  /**
   * The whole manifest.
   */
  object: {};
}
/**
 * Runs a command once in a container of some Pods, the oldest first; it must end with exit code 0.
 */
export interface ExecAct {
  pods: ObjectSelector;
  /**
   * How many of them.
   */
  count: number;
  /**
   * Which container: a Pod may have others, in front or behind.
   */
  container: string;
  /**
   * @minItems 1
   */
  command: string[];
}
/**
 * Lets programs hang: stops the processes of the container that listens on the port, in some Pods, the oldest first. They must answer before, and must not after it.
 */
export interface HangAct {
  pods: ObjectSelector;
  /**
   * How many of them.
   */
  count: number;
  /**
   * On which they answer.
   */
  port: number;
}
/**
 * One node.
 */
export interface NodeChoice {
  runningMostOf: ObjectSelector;
  /**
   * How many of these Pods must run on it, or nothing is done and the check fails; 1 if not said.
   */
  count?: number;
}
/**
 * Switches a node, one of its programs, or a component off.
 */
export interface StopAct {
  runningMostOf?: ObjectSelector;
  /**
   * How many of these Pods must run on it, or nothing is done and the check fails; 1 if not said.
   */
  count?: number;
  /**
   * Only this program of that node, and not the whole node.
   */
  program?: "kubelet" | "containerd";
  /**
   * Every node of the control plane.
   */
  controlPlane?: true;
  component?: ComponentName;
}
export interface Component {
  component: ComponentName;
}
/**
 * Submitted manifests of one kind.
 */
export interface ManifestSelector {
  /**
   * Such as `apps/v1`.
   */
  apiVersion: string;
  /**
   * Such as `Deployment`.
   */
  kind: string;
}
/**
 * HTTP GET requests through a Service, or straight to Pods, sent from inside the cluster as a Pod would.
 */
export interface Request {
  /**
   * The Service's name.
   */
  service?: string;
  /**
   * The port of the Service or of the Pods; 80 if not said.
   */
  port?: number;
  /**
   * The path of the URL; `/` if not said.
   */
  path?: string;
  /**
   * How many requests; 1 if not said. Each must satisfy the check.
   */
  times?: number;
  pods?: ObjectSelector;
  answeredBy?: AnsweredBy;
}
/**
 * Who must answer. An answer of anybody else is none: instead of `status` and `body` it has an `error` that says who it was.
 */
export interface AnsweredBy {
  pods?: ObjectSelector;
  /**
   * The image of the container that listens, whichever of a Pod's containers that is.
   */
  image?: string;
}
/**
 * What a ServiceAccount of the namespace of the grade may do, asked of the API server: one question for each verb with each resource.
 */
export interface Access {
  /**
   * Its name.
   */
  serviceAccount: string;
  /**
   * @minItems 1
   */
  verbs: string[];
  /**
   * As `pods`, `pods/log` or `deployments.apps`.
   *
   * @minItems 1
   */
  resources: string[];
  /**
   * Where; the namespace of the grade if not said, `*` for all.
   */
  namespace?: string;
  /**
   * One object by its name.
   */
  name?: string;
}
export interface Rights2 {
  /**
   * The account whose rights they are.
   */
  serviceAccount?: string;
  /**
   * All other accounts of the namespace, and each user, group and account that a submitted RoleBinding names, but these accounts.
   *
   * @minItems 1
   */
  everybodyBut?: string[];
  /**
   * As the rules of a Role; an empty list is no right at all.
   */
  exactly: PolicyRule[];
}
/**
 * A rule as in a Role.
 */
export interface PolicyRule {
  /**
   * @minItems 1
   */
  apiGroups: string[];
  /**
   * @minItems 1
   */
  resources: string[];
  /**
   * @minItems 1
   */
  resourceNames?: string[];
  /**
   * @minItems 1
   */
  verbs: string[];
}
/**
 * What containers wrote.
 */
export interface Logs {
  pods: ObjectSelector;
  /**
   * Which container; each one of the Pod if not said.
   */
  container?: string;
  /**
   * Of the container before its last restart.
   */
  previous?: true;
}
/**
 * Runs a command in a container of each Pod.
 */
export interface Exec {
  pods: ObjectSelector;
  /**
   * Which container: a Pod may have others, in front or behind.
   */
  container: string;
  /**
   * @minItems 1
   */
  command: string[];
}
/**
 * Objects that are read from the live cluster each time the check looks, by the name that `satisfies` uses: `facts.nodes.size()`. What they hold is never shown to the learner.
 */
export interface Facts {
  [k: string]: ObjectSelector;
}
export interface Hint {
  /**
   * Shown only when this was observed; with both, either is enough. A hint without `when` is shown after those that fit.
   */
  when?: {
    /**
     * Reasons of events, conditions or container states, such as `FailedScheduling` or `ErrImagePull`; one of them is enough.
     *
     * @minItems 1
     */
    reason?: string[];
    /**
     * Paths of fields that differ, such as `spec.selector`, or the beginning of such paths; one of them is enough.
     *
     * @minItems 1
     */
    path?: string[];
  };
  /**
   * One sentence or two in Markdown: the next thing to look at, never the manifest.
   */
  say: string;
}
