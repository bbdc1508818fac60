import spawn, { SubprocessError } from "nano-spawn";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeWithKubeconfig } from "#clusters/kind/testing/describe.ts";
import { safePods, violations } from "./testing/violations.ts";

const levels = ["baseline", "restricted"] as const;
const namespaceOf = (level: string): string => `pod-security-${level}-${process.pid}`;

describeWithKubeconfig("the Pod Security Standards on a real API server", (kubeconfig) => {
  const env = { KUBECONFIG: kubeconfig };

  beforeAll(async () => {
    for (const level of levels) {
      await spawn("kubectl", ["create", "namespace", namespaceOf(level)], { env });
      await spawn(
        "kubectl",
        ["label", "namespace", namespaceOf(level), `pod-security.kubernetes.io/enforce=${level}`],
        { env },
      );
      const account = ["wait", "-n", namespaceOf(level), "--for=create", "serviceaccount/default", "--timeout=30s"];
      await spawn("kubectl", account, { env });
    }
  });

  afterAll(async () => {
    await spawn("kubectl", ["delete", "namespace", ...levels.map(namespaceOf), "--wait=false"], { env });
  });

  /** What the API server says about Pods when each is created in a dry run, all in one call. */
  async function refusals(level: string, specs: readonly object[]): Promise<string> {
    const items = specs.map((spec, index) => ({
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: `pod-${index}`, namespace: namespaceOf(level) },
      spec,
    }));
    const list = JSON.stringify({ apiVersion: "v1", kind: "List", items });
    try {
      return (await spawn("kubectl", ["create", "--dry-run=server", "-f", "-"], { env, stdin: { string: list } }))
        .output;
    } catch (error) {
      if (error instanceof SubprocessError && error.exitCode === 1) return error.output;
      throw error;
    }
  }

  test.each(levels)("%s: the API server refuses what we refuse", async (level) => {
    const own = violations.filter((violation) => violation.level === level);
    const said = await refusals(
      level,
      own.map(({ spec }) => spec),
    );
    const accepted = own.filter(
      (_violation, index) =>
        !new RegExp(`"pod-${index}" is (forbidden: violates PodSecurity|invalid: .*\`hostUsers\` must be false)`).test(
          said,
        ),
    );
    expect(
      accepted.map(({ control, path }) => `${control}: ${path}`),
      said,
    ).toEqual([]);
  });

  test.each(levels)("%s: the API server accepts safe Pods", async (level) => {
    expect(await refusals(level, safePods())).toMatch(/^pod\/pod-0 created .*\npod\/pod-1 created .*$/);
  });
});
