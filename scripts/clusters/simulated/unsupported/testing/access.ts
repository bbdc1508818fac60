import { expect } from "vitest";
import type { JsonMap } from "#core/json.ts";
import { applyPod, ofContainer, type Proof, readPod, type Stage, untilPod } from "./stage.ts";

const token = "/var/run/secrets/kubernetes.io/serviceaccount/token";

async function applyAccount({ cluster, namespace }: Stage, name: string, fields: JsonMap = {}): Promise<void> {
  await cluster.apply({ apiVersion: "v1", kind: "ServiceAccount", metadata: { name, namespace }, ...fields }, "grader");
}

/** Whether a container of such a Pod finds a token. */
async function findsToken(stage: Stage, name: string, spec: JsonMap): Promise<boolean> {
  const command = ["sh", "-c", `test -f ${token} && exit 3; exit 4`];
  await applyPod(stage, name, { image: "busybox:1.37", command }, { restartPolicy: "Never", ...spec });
  const pod = await untilPod(stage, name, (one) => expect(ofContainer(one, "state", "terminated")).toBeDefined());
  return ofContainer(pod, "state", "terminated", "exitCode") === 3;
}

/** The proofs for the account of a Pod. */
export const podAccountProofs: Record<string, Proof> = {
  "spec.serviceAccountName": async (stage) => {
    await applyAccount(stage, "bot");
    await applyPod(stage, "own", {}, { serviceAccountName: "bot" });
    await applyPod(stage, "none", {});
    const accounts = await Promise.all(["own", "none"].map(async (name) => (await readPod(stage, name))?.spec));
    expect(accounts).toMatchObject([
      { serviceAccountName: "bot", serviceAccount: "bot" },
      { serviceAccountName: "default", serviceAccount: "default" },
    ]);
  },
  "spec.serviceAccount": async (stage) => {
    await applyAccount(stage, "bot");
    await applyPod(stage, "older", {}, { serviceAccount: "bot" });
    expect((await readPod(stage, "older"))?.spec).toMatchObject({ serviceAccountName: "bot", serviceAccount: "bot" });
  },
  "spec.automountServiceAccountToken": async (stage) => {
    expect(await findsToken(stage, "plain", {})).toBe(true);
    expect(await findsToken(stage, "without", { automountServiceAccountToken: false })).toBe(false);
  },
};

/** The proofs for a ServiceAccount. */
export const accountProofs: Record<string, Proof> = {
  automountServiceAccountToken: async (stage) => {
    await applyAccount(stage, "shy", { automountServiceAccountToken: false });
    const serviceAccountName = "shy";
    expect(await findsToken(stage, "as-said", { serviceAccountName })).toBe(false);
    expect(await findsToken(stage, "all-the-same", { serviceAccountName, automountServiceAccountToken: true })).toBe(
      true,
    );
  },
};
