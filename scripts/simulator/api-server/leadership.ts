import { type Cluster, type ProcessContext, endContainers } from "#simulator/webernetes/webernetes.ts";
import type { Outage } from "./outage.ts";

/** `--leader-elect-renew-deadline`: who cannot renew its Lease for so long leads no more, and ends. */
const RENEW_DEADLINE_MILLISECONDS = 10_000;

const RETRY_MILLISECONDS = 1000;

/** Ends the scheduler and the controller manager when the API server has been away for too long; the kubelet starts them again. */
export function endLeaders(cluster: Cluster, outage: Outage): void {
  const deadline = (cause: Error) => () => {
    if (outage.cause === cause) endContainers(cluster, ["kube-controller-manager", "kube-scheduler"]);
  };
  const never = new AbortController().signal;
  outage.onBegin((cause) => void cluster.clock.setTimeout(deadline(cause), RENEW_DEADLINE_MILLISECONDS), never);
}

/** Resolves when the API server answers: one that has just started waits for that before it leads. */
export async function untilLeading(process: ProcessContext): Promise<void> {
  while (!(await answers(process))) await process.sleep(RETRY_MILLISECONDS);
}

async function answers({ api }: ProcessContext): Promise<boolean> {
  return await api.corev1.listNode().then(
    () => true,
    () => false,
  );
}
