import { UnsupportedError } from "#core/cluster.ts";
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

/** Why the nodes of the cluster at that address cannot be stopped. */
export function notOurMachines(server: string): UnsupportedError {
  return new UnsupportedError(
    `Nodes and components can be stopped only in a kind cluster of this machine, and ${server} is none. ` +
      "Next: grade this lab with --cluster kind.",
  );
}

/** The machines of a cluster whose nodes nobody may stop: every method rejects with {@link UnsupportedError}. */
export function noMachines(server: string): Machines {
  const refuse = () => Promise.reject(notOurMachines(server));
  return {
    names: refuse,
    stop: refuse,
    start: refuse,
    stopProgram: refuse,
    startProgram: refuse,
    stopStaticPod: refuse,
    startStaticPod: refuse,
  };
}
