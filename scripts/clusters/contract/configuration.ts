import { describe, expect, it } from "vitest";
import { condition, conditionStatus, configMap, field, pod, pods } from "#clusters/testing/objects.ts";
import { eventually, eventuallyAnswered, eventuallyOne, freshNamespace } from "#clusters/testing/waiting.ts";
import type { Cluster } from "#core/cluster.ts";
import type { Json } from "#core/json.ts";

const idle = { image: "busybox:1.37", command: ["sleep", "infinity"], ports: [] };

/** `color: blue` as a Secret. */
function secret(namespace: string, name: string) {
  return { apiVersion: "v1", kind: "Secret", metadata: { name, namespace }, stringData: { color: "blue" } };
}

async function untilReady(cluster: Cluster, namespace: string, name: string): Promise<void> {
  await eventuallyOne(cluster, { ...pods(namespace), name }, (found) =>
    expect(conditionStatus(found, "Ready")).toBe("True"),
  );
}

/** What a command in the Pod `name` writes. */
async function output(cluster: Cluster, namespace: string, name: string, command: string[]): Promise<string> {
  const { exitCode, stdout } = await cluster.exec({ namespace, pod: name }, command);
  return `${exitCode} ${stdout}`;
}

const keyRef = (name: string, key: string, fields: Record<string, Json> = {}): Json => ({ name, key, ...fields });

/** ConfigMaps and Secrets in a Pod: variables and files. */
export function describeConfiguration(opened: () => Cluster): void {
  describe("configuration", () => {
    it("gives a container variables from ConfigMaps and Secrets", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "configuration");
      await cluster.apply({ ...configMap(namespace, "paint"), data: { color: "blue", SIZE: "small" } }, "grader");
      await cluster.apply(secret(namespace, "hidden"), "grader");
      const container: Record<string, Json> = {
        ...idle,
        envFrom: [{ prefix: "P_", configMapRef: { name: "paint" } }, { secretRef: { name: "nope", optional: true } }],
        env: [
          { name: "PLAIN", value: "yes" },
          { name: "P_SIZE", value: "large" },
          { name: "FROM_MAP", valueFrom: { configMapKeyRef: keyRef("paint", "color") } },
          { name: "FROM_SECRET", valueFrom: { secretKeyRef: keyRef("hidden", "color") } },
          { name: "POD", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
          { name: "SPACE", valueFrom: { fieldRef: { fieldPath: "metadata.namespace" } } },
          { name: "NODE", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
          { name: "ADDRESS", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } },
          { name: "MAYBE", valueFrom: { configMapKeyRef: keyRef("paint", "nope", { optional: true }) } },
        ],
      };
      await cluster.apply(pod(namespace, "web", { container }), "grader");
      await untilReady(cluster, namespace, "web");
      const settings = "echo $PLAIN $P_SIZE $P_color $FROM_MAP $FROM_SECRET $MAYBE";
      expect(await output(cluster, namespace, "web", ["sh", "-c", settings])).toBe("0 yes large blue blue blue\n");
      const [web] = await cluster.list({ ...pods(namespace), name: "web" });
      const own = ["web", namespace, field(web, "spec", "nodeName"), field(web, "status", "podIP")];
      const asked = ["sh", "-c", "echo $POD $SPACE $NODE $ADDRESS"];
      expect(await output(cluster, namespace, "web", asked)).toBe(`0 ${own.join(" ")}\n`);
    });

    it.each<{ name: string; env: Json; message: string | RegExp }>([
      {
        name: "a ConfigMap that is not there",
        env: { valueFrom: { configMapKeyRef: keyRef("paint", "color") } },
        message: 'configmap "paint" not found',
      },
      {
        name: "a Secret that is not there",
        env: { valueFrom: { secretKeyRef: keyRef("hidden", "color") } },
        message: 'secret "hidden" not found',
      },
      {
        name: "a key that is not in the ConfigMap",
        env: { valueFrom: { configMapKeyRef: keyRef("settings", "colour") } },
        message: /^couldn't find key colour in ConfigMap configuration-[a-z0-9]+\/settings$/,
      },
    ])("does not start a container that needs $name", async ({ env, message }) => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "configuration");
      await cluster.apply(configMap(namespace, "settings"), "grader");
      const container = { ...idle, env: [{ name: "COLOR", ...(env as object) }] };
      await cluster.apply(pod(namespace, "web", { container }), "grader");
      const matching = message instanceof RegExp ? expect.stringMatching(message) : message;
      const found = await eventuallyOne(cluster, { ...pods(namespace), name: "web" }, (object) =>
        expect(field(object, "status", "containerStatuses", 0, "state", "waiting")).toEqual({
          reason: "CreateContainerConfigError",
          message: matching,
        }),
      );
      expect(field(found, "status", "phase")).toBe("Pending");
    });

    it("mounts several sources as one volume, and what the Pod is itself", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "configuration");
      await cluster.apply(configMap(namespace, "paint"), "grader");
      const label = { fieldPath: "metadata.labels['app']" };
      const sources: Json[] = [
        { configMap: { name: "paint", items: [{ key: "color", path: "of-map" }] } },
        { downwardAPI: { items: [{ path: "labels", fieldRef: { fieldPath: "metadata.labels" } }] } },
      ];
      const volumes: Json[] = [
        { name: "all", projected: { sources } },
        { name: "own", downwardAPI: { items: [{ path: "app", fieldRef: label }] } },
      ];
      const container: Record<string, Json> = {
        ...idle,
        resources: { requests: { cpu: "10m" }, limits: { memory: "64Mi" } },
        env: [
          { name: "CPU", valueFrom: { resourceFieldRef: { resource: "requests.cpu", divisor: "1m" } } },
          { name: "MEMORY", valueFrom: { resourceFieldRef: { resource: "limits.memory", divisor: "1Mi" } } },
          { name: "APP", valueFrom: { fieldRef: label } },
        ],
        volumeMounts: [
          { name: "all", mountPath: "/etc/podinfo" },
          { name: "own", mountPath: "/own" },
        ],
      };
      await cluster.apply(pod(namespace, "web", { container, spec: { volumes } }), "grader");
      await untilReady(cluster, namespace, "web");
      const files = ["cat", "/etc/podinfo/of-map", "/etc/podinfo/labels", "/own/app"];
      expect(await output(cluster, namespace, "web", files)).toBe('0 blueapp="web"web');
      const script = ["sh", "-c", "echo $CPU $MEMORY $APP"];
      expect(await output(cluster, namespace, "web", script)).toBe("0 10 64 web\n");
    });

    it("keeps settings that were declared immutable", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "configuration");
      const fixed = { ...configMap(namespace, "paint"), immutable: true };
      await cluster.apply(fixed, "grader");
      await expect(cluster.apply({ ...fixed, data: { color: "red" } }, "grader")).rejects.toMatchObject({
        reason: "Invalid",
        message: 'ConfigMap "paint" is invalid: data: Forbidden: field is immutable when `immutable` is set',
      });
    });

    it("starts the container when the ConfigMap comes", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "configuration");
      const container = { ...idle, envFrom: [{ configMapRef: { name: "later" } }] };
      await cluster.apply(pod(namespace, "web", { container }), "grader");
      await eventuallyOne(cluster, { ...pods(namespace), name: "web" }, (object) =>
        expect(field(object, "status", "containerStatuses", 0, "state", "waiting", "reason")).toBe(
          "CreateContainerConfigError",
        ),
      );
      await cluster.apply(configMap(namespace, "later"), "grader");
      await untilReady(cluster, namespace, "web");
      expect(await output(cluster, namespace, "web", ["sh", "-c", "echo $color"])).toBe("0 blue\n");
    });

    it("mounts ConfigMaps, Secrets and empty folders", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "configuration");
      await cluster.apply({ ...configMap(namespace, "paint"), data: { color: "blue", size: "small" } }, "grader");
      await cluster.apply(secret(namespace, "hidden"), "grader");
      const volumes: Json[] = [
        { name: "paint", configMap: { name: "paint" } },
        { name: "renamed", configMap: { name: "paint", items: [{ key: "size", path: "width" }] } },
        { name: "hidden", secret: { secretName: "hidden" } },
        { name: "maybe", configMap: { name: "nope", optional: true } },
        { name: "shared", emptyDir: {} },
      ];
      const volumeMounts: Json[] = [
        { name: "paint", mountPath: "/paint" },
        { name: "paint", mountPath: "/one/color.txt", subPath: "color" },
        { name: "renamed", mountPath: "/renamed" },
        { name: "hidden", mountPath: "/hidden", readOnly: true },
        { name: "maybe", mountPath: "/maybe" },
        { name: "shared", mountPath: "/shared" },
      ];
      const second = { name: "second", image: "busybox:1.37", command: ["sleep", "infinity"] };
      const mounts = { volumeMounts: [{ name: "shared", mountPath: "/elsewhere" }] };
      const containers = [
        { name: "web", ...idle, volumeMounts },
        { ...second, ...mounts },
      ];
      await cluster.apply(pod(namespace, "web", { spec: { volumes, containers } }), "grader");
      await untilReady(cluster, namespace, "web");
      const files = ["/paint/color", "/paint/size", "/one/color.txt", "/renamed/width", "/hidden/color"];
      expect(await output(cluster, namespace, "web", ["cat", ...files])).toBe("0 bluesmallbluesmallblue");
      expect((await cluster.exec({ namespace, pod: "web" }, ["cat", "/renamed/size"])).exitCode).toBe(1);
      await cluster.exec({ namespace, pod: "web", container: "web" }, ["sh", "-c", "echo hi > /shared/greeting"]);
      const { stdout } = await cluster.exec({ namespace, pod: "web", container: "second" }, [
        "cat",
        "/elsewhere/greeting",
      ]);
      expect(stdout).toBe("hi\n");
    });

    it("lets nginx serve the files of a ConfigMap instead of its own", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "configuration");
      await cluster.apply({ ...configMap(namespace, "site"), data: { "hello.txt": "hello" } }, "grader");
      const volumes = [{ name: "site", configMap: { name: "site" } }];
      const container = { volumeMounts: [{ name: "site", mountPath: "/usr/share/nginx/html" }] };
      await cluster.apply(pod(namespace, "web", { container, spec: { volumes } }), "grader");
      await untilReady(cluster, namespace, "web");
      const request = { namespace, to: { pod: "web" }, port: 80, times: 1, timeoutMilliseconds: 3000 };
      await eventuallyAnswered(cluster, { ...request, path: "/hello.txt" }, ([response]) =>
        expect(response).toEqual({ status: 200, body: "hello" }),
      );
      // Its own page is hidden, and there is no other index.
      const [index] = await cluster.request({ ...request, path: "/" });
      expect(index?.status).toBe(403);
    });

    it("waits for a ConfigMap that is to be mounted, and says so", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "configuration");
      const volumes = [{ name: "paint", configMap: { name: "later" } }];
      const container = { ...idle, volumeMounts: [{ name: "paint", mountPath: "/paint" }] };
      await cluster.apply(pod(namespace, "web", { container, spec: { volumes } }), "grader");
      await eventually(cluster, { apiVersion: "v1", kind: "Event", namespace }, (events) =>
        expect(events.map((event) => `${String(event["reason"])}: ${String(event["message"])}`)).toContain(
          'FailedMount: MountVolume.SetUp failed for volume "paint" : configmap "later" not found',
        ),
      );
      const [waiting] = await cluster.list({ ...pods(namespace), name: "web" });
      expect(field(waiting, "status", "phase")).toBe("Pending");
      expect(field(waiting, "status", "containerStatuses", 0, "state", "waiting", "reason")).toBe("ContainerCreating");
      expect(condition(waiting!, "PodReadyToStartContainers")).toMatchObject({ status: "False" });
      await cluster.apply(configMap(namespace, "later"), "grader");
      await untilReady(cluster, namespace, "web");
      expect(await output(cluster, namespace, "web", ["cat", "/paint/color"])).toBe("0 blue");
    });
  });
}
