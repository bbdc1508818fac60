import type { NodeProgram } from "#core/kubernetes/components.ts";

/** The machines that the nodes of a cluster are. */
export interface Machines {
  /** Names of the nodes. */
  names(): Promise<string[]>;
  /** Switches a machine off; one that is off is no error. */
  stop(node: string): Promise<void>;
  start(node: string): Promise<void>;
  /** Ends a program of the machine, and resolves when it has ended; its containers go on. */
  stopProgram(node: string, program: NodeProgram): Promise<void>;
  startProgram(node: string, program: NodeProgram): Promise<void>;
  /** Takes the manifest away from the kubelet of the control plane, and resolves when the program has ended. */
  stopStaticPod(name: string): Promise<void>;
  startStaticPod(name: string): Promise<void>;
}
