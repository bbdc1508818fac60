import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWithKubernetes } from "#clusters/kind/testing/describe.ts";
import { field, pod, pods } from "#clusters/testing/objects.ts";
import { eventually, eventuallyOne } from "#clusters/testing/waiting.ts";
import type { Cluster, ContainerReference } from "#core/cluster.ts";

const busybox = (script: string) => ({ container: { image: "busybox:1.37", command: ["sh", "-c", script] } });

describeWithKubernetes("logs and commands of real containers", (open) => {
  let cluster: Cluster;
  let namespace = "";

  beforeAll(async () => {
    cluster = await open();
    namespace = await cluster.createNamespace("containers", "baseline");
    const scripts = {
      talks: "echo one; sleep 1; echo two >&2; exec sleep 300",
      floods: "yes 'all work and no play' | head -c 3000000; echo; echo the end; exec sleep 300",
      restarts: "if [ -e /data/again ]; then echo second; exec sleep 300; fi; touch /data/again; echo first; exit 1",
    };
    for (const [name, script] of Object.entries(scripts)) {
      const { container } = busybox(script);
      const volumes = { volumes: [{ name: "data", emptyDir: {} }] };
      const mounts = { volumeMounts: [{ name: "data", mountPath: "/data" }] };
      await cluster.apply(pod(namespace, name, { container: { ...container, ...mounts }, spec: volumes }), "grader");
    }
    await cluster.apply(pod(namespace, "missing", { container: { image: "nginx:9.99" } }), "grader");
    await eventuallyOne(cluster, { ...pods(namespace), name: "restarts" }, (found) =>
      expect(field(found, "status", "containerStatuses", 0)).toMatchObject({ restartCount: 1, ready: true }),
    );
    await eventually(cluster, pods(namespace), (found) =>
      expect(found.map((one) => field(one, "status", "phase"))).toEqual(["Running", "Pending", "Running", "Running"]),
    );
  });

  afterAll(async () => {
    await cluster.deleteNamespace(namespace);
    await cluster.close();
  });

  it("gives what both outputs got", async () => {
    expect(await eventuallyLogged(cluster, { namespace, pod: "talks" }, "two\n")).toBe("one\ntwo\n");
  });

  it("gives the log of before the restart, and refuses where there was none", async () => {
    const restarts = { namespace, pod: "restarts" };
    expect(await cluster.logs(restarts)).toBe("second\n");
    expect(await cluster.logs(restarts, { previous: true })).toBe("first\n");
    await expect(cluster.logs({ namespace, pod: "talks" }, { previous: true })).rejects.toMatchObject({
      name: "RefusedError",
      reason: "BadRequest",
      message: expect.stringMatching(/^previous terminated container "web" in pod "talks" not found/),
    });
  });

  it("keeps the end of a long log, whole lines of it", async () => {
    const text = await cluster.logs({ namespace, pod: "floods" });
    expect(text.length).toBeGreaterThan(65_000);
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text.startsWith("all work and no play\n")).toBe(true);
    expect(text.endsWith("\nthe end\n")).toBe(true);
  });

  it("refuses the log of a container that has not started, and commands in it", async () => {
    await expect(cluster.logs({ namespace, pod: "missing" })).rejects.toMatchObject({
      name: "RefusedError",
      reason: "BadRequest",
      message: expect.stringMatching(/^container "web" in pod "missing" is waiting to start: /),
    });
    await expect(cluster.exec({ namespace, pod: "missing" }, ["true"])).rejects.toMatchObject({
      name: "RefusedError",
      reason: "BadRequest",
      message: 'container "web" in pod "missing" is not running',
    });
  });

  it("runs a command to its end, whatever its exit code", async () => {
    const talks = { namespace, pod: "talks", container: "web" };
    const script = "echo out; echo problem >&2; exit 3";
    expect(await cluster.exec(talks, ["sh", "-c", script])).toEqual({
      exitCode: 3,
      stdout: "out\n",
      stderr: "problem\n",
    });
    expect(await cluster.exec(talks, ["echo", "$HOME;", "a b"])).toEqual({
      exitCode: 0,
      stdout: "$HOME; a b\n",
      stderr: "",
    });
  });

  it("answers as a shell does where there is no such program", async () => {
    expect(await cluster.exec({ namespace, pod: "talks" }, ["kubectl", "version"])).toEqual({
      exitCode: 127,
      stdout: "",
      stderr: expect.stringContaining('exec: "kubectl": executable file not found in $PATH'),
    });
  });

  it("keeps the beginning of a long output, and waits for the end of it", async () => {
    const { exitCode, stdout } = await cluster.exec({ namespace, pod: "talks" }, [
      "sh",
      "-c",
      "yes | head -c 500000; exit 4",
    ]);
    expect([exitCode, stdout]).toEqual([4, "y\n".repeat(32_768)]);
  });

  it("ends with the signal's reason", async () => {
    const over = new AbortController();
    const reason = new Error("enough");
    const running = cluster.exec({ namespace, pod: "talks" }, ["sleep", "60"], over.signal);
    await cluster.clock.sleep(300);
    over.abort(reason);
    await expect(running).rejects.toBe(reason);
  });
});

/** The log as soon as it ends so. */
async function eventuallyLogged(cluster: Cluster, container: ContainerReference, end: string): Promise<string> {
  for (let tries = 0; ; tries += 1) {
    const text = await cluster.logs(container);
    if (text.endsWith(end) || tries === 20) return text;
    await cluster.clock.sleep(500);
  }
}
