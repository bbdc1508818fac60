import { describe, expect, it } from "vitest";
import { conditionStatus, field, pod, pods } from "#clusters/testing/objects.ts";
import { eventuallyOne, freshNamespace } from "#clusters/testing/waiting.ts";
import type { Cluster } from "#core/cluster.ts";
import type { JsonMap } from "#core/json.ts";

async function apply(cluster: Cluster, container: JsonMap, spec: JsonMap = {}) {
  const namespace = await freshNamespace(cluster, "security");
  await cluster.apply(pod(namespace, "web", { container, spec }), "grader");
  return { ...pods(namespace), name: "web" };
}

const idle: JsonMap = { image: "busybox:1.37", command: ["sleep", "infinity"], ports: [] };

/** What security contexts allow and keep from running. */
export function describeSecurity(opened: () => Cluster): void {
  describe("security contexts", () => {
    it.each<{ name: string; container: JsonMap; spec: JsonMap; message: RegExp }>([
      {
        name: "whose image runs as root",
        container: {},
        spec: { securityContext: { runAsNonRoot: true } },
        message:
          /^container has runAsNonRoot and image will run as root \(pod: "web_security-[a-z0-9]+\([0-9a-z-]+\)", container: web\)$/,
      },
      {
        name: "that is to run as root",
        container: { securityContext: { runAsUser: 0, runAsNonRoot: true } },
        spec: {},
        message:
          /^container's runAsUser breaks non-root policy \(pod: "web_security-[a-z0-9]+\([0-9a-z-]+\)", container: web\)$/,
      },
    ])("keep a container from starting $name", async ({ container, spec, message }) => {
      const cluster = opened();
      const query = await apply(cluster, container, spec);
      await eventuallyOne(cluster, query, (found) =>
        expect(field(found, "status", "containerStatuses", 0, "state", "waiting")).toEqual({
          reason: "CreateContainerConfigError",
          message: expect.stringMatching(message),
        }),
      );
    });

    it.each<[string, JsonMap]>([
      ["as another user", { runAsUser: 1000 }],
      ["whose files cannot be changed", { readOnlyRootFilesystem: true }],
    ])("let nginx fail %s: it cannot make its folders", async (_, securityContext) => {
      const cluster = opened();
      const query = await apply(cluster, { securityContext });
      await eventuallyOne(cluster, query, (found) =>
        expect(field(found, "status", "containerStatuses", 0, "lastState", "terminated")).toMatchObject({
          exitCode: 1,
          reason: "Error",
        }),
      );
    });

    it.each<[string, JsonMap, JsonMap]>([
      [
        "a program that needs nothing",
        {
          ...idle,
          securityContext: {
            runAsUser: 1000,
            runAsNonRoot: true,
            readOnlyRootFilesystem: true,
            allowPrivilegeEscalation: false,
            capabilities: { drop: ["ALL"] },
            seccompProfile: { type: "RuntimeDefault" },
          },
        },
        {},
      ],
      [
        "nginx with what it needs",
        {
          securityContext: {
            allowPrivilegeEscalation: false,
            capabilities: { drop: ["ALL"], add: ["CHOWN", "NET_BIND_SERVICE", "SETGID", "SETUID"] },
          },
        },
        { securityContext: { fsGroup: 101, supplementalGroups: [7], seccompProfile: { type: "RuntimeDefault" } } },
      ],
      [
        "another user of the Pod's",
        idle,
        { securityContext: { runAsUser: 1000, runAsGroup: 1000, runAsNonRoot: true } },
      ],
    ])("run %s", async (_, container, spec) => {
      const cluster = opened();
      const query = await apply(cluster, container, spec);
      await eventuallyOne(cluster, query, (found) => expect(conditionStatus(found, "Ready")).toBe("True"));
    });
  });
}
