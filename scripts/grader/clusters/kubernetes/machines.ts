/** The machines that the nodes of a cluster are. */
export interface Machines {
  /** Names of the nodes. */
  names(): Promise<string[]>;
  /** Switches a machine off; one that is off is no error. */
  stop(node: string): Promise<void>;
  start(node: string): Promise<void>;
  /** Takes the manifest away from the kubelet of the control plane, and resolves when the program has ended. */
  stopStaticPod(name: string): Promise<void>;
  startStaticPod(name: string): Promise<void>;
}
