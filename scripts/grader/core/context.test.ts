import { expect, it } from "vitest";
import type { Cluster } from "./cluster.ts";
import { openPlace } from "./context.ts";
import type { LabFile } from "./generated/lab.ts";

/** The namespace that a lab with this file gets, as the cluster was asked for it. */
async function asked(file: Partial<LabFile>): Promise<string> {
  const createNamespace: Cluster["createNamespace"] = async (...words) => words.join(" ");
  const lab = { id: "web", file: file as LabFile, setup: [], digest: "" };
  return (await openPlace({ createNamespace } as Cluster, lab)).namespace;
}

it("a lab's place is held to its Pod security and to the kinds that it takes", async () => {
  const submission = { files: [], kinds: ["v1/Pod", "v1/Service"], objects: [] };
  expect(await asked({ submission, cluster: { podSecurity: "privileged" } })).toBe(
    "lab-web privileged v1/Pod,v1/Service",
  );
  expect(await asked({ submission })).toBe("lab-web baseline v1/Pod,v1/Service");
  expect(await asked({})).toBe("lab-web baseline ");
});
