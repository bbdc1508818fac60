import { afterAll, beforeAll, expect, test } from "vitest";
import { describeWithKubeconfig } from "#clusters/kind/testing/describe.ts";
import { courseHere } from "#commands/cli/course.ts";
import { readIssuePages } from "#lessons/made-pages/issues/pages.ts";
import { createNamespaces, deleteNamespaces } from "./terminal.ts";
import { replay } from "./testing/replay.ts";

const recordings = (await readIssuePages(courseHere())).flatMap(({ code, recordings }) =>
  recordings.map((recording, index) => ({
    code,
    recording,
    name: `${code} ${index + 1}`,
    namespace: `replay-${code}-${index + 1}-${Date.now()}`,
  })),
);
const namespaces = recordings.map(({ namespace }) => namespace);

describeWithKubeconfig("what the pages of issues say of Kubernetes", (kubeconfig) => {
  beforeAll(() => createNamespaces(namespaces, kubeconfig));
  afterAll(() => deleteNamespaces(namespaces, kubeconfig));

  test.concurrent.for(recordings)("$name", async ({ code, recording, namespace }) => {
    expect(await replay(code, recording, { kubeconfig, namespace })).toBe(recording.text);
  });
});
