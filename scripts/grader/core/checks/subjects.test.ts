import { describe, expect, it } from "vitest";
import { RefusedError, UnsupportedError } from "#core/cluster.ts";
import type { Check, Request } from "#core/generated/lab.ts";
import type { Manifest } from "#core/kubernetes/manifest.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { type FakeCluster, fakeCluster } from "#core/testing/fake-cluster.ts";
import { begin, brief, check, pod, pods, web } from "#core/testing/fake-run.ts";
import { runCheck } from "./run-check.ts";

/** How the checks end when so many seconds pass and nothing happens. */
async function after(seconds: number, cluster: FakeCluster, ...checks: Check[]): Promise<string> {
  const { verdicts, advance } = begin(cluster, ...checks);
  await advance(seconds);
  return (await verdicts).map(brief).join("\n");
}

describe("manifests", () => {
  const submitted = (replicas: number, name = "web"): Manifest => ({
    object: { apiVersion: "apps/v1", kind: "Deployment", metadata: { name }, spec: { replicas } },
    locate: () => ({ file: "web.yaml", line: 1, column: 1 }),
  });
  const judged = async (manifests: Manifest[], more: Partial<Check>) => {
    const cluster = fakeCluster();
    cluster.fail(new Error("nobody may ask"));
    const context = { cluster, namespace: "lab", disturbances: new Map(), acted: new Map(), manifests };
    const one = check("one", { manifests: { apiVersion: "apps/v1", kind: "Deployment" }, ...more });
    const verdict = await runCheck(one, context, new AbortController().signal);
    return `${brief(verdict)} ${verdict.locations.map(({ file, line }) => `${file}:${line}`).join()}`;
  };

  it("are judged once, without the cluster", async () => {
    const matches = { spec: { replicas: 3 } };
    expect(await judged([submitted(3)], { matches })).toMatchInlineSnapshot(`"one: pass, 2 "`);
    expect(await judged([submitted(3), submitted(2, "other")], { matches })).toMatchInlineSnapshot(`
      "one: fail, 0
        Deployment/other spec.replicas: 3, found 2 web.yaml:1"
    `);
    expect(await judged([submitted(3)], { satisfies: "objects.size() == 2" })).toMatchInlineSnapshot(`
      "one: fail, 0
        objects.size(): 2, found 1 web.yaml:1"
    `);
    expect(await judged([], { matches })).toMatchInlineSnapshot(`
      "one: fail, 0
        : "a submitted Deployment", found undefined "
    `);
  });
});

describe("requests", () => {
  const answering = (...bodies: string[]) => {
    const cluster = fakeCluster(pod("web-1"), pod("web-2"), pod("web"));
    cluster.respond = async () => bodies.map((body) => ({ status: 200, body }));
    return cluster;
  };
  const service = { request: { service: "web" } };

  it("say which Pod answered, by its name in the body", async () => {
    const satisfies = "responses.map(r, r.pod) == ['web-1', 'web', '', 'web-2']";
    const bodies = ["web-1\n", "Hello from web.", "website, web-10, my.web-1.lab", '{"host":"web-2"}'];
    expect(await after(11, answering(...bodies), check("all", { ...service, satisfies }))).toMatchInlineSnapshot(
      `"all: pass, 2"`,
    );
  });

  it("remember a Pod that answered and is gone", async () => {
    const cluster = answering("web-1");
    const { verdicts, advance } = begin(
      cluster,
      check("twice", { ...service, for: "5s", satisfies: "responses.all(r, r.pod == 'web-1')" }),
    );
    await advance(1);
    cluster.remove({ ...pods, name: "web-1" });
    await advance(10);
    expect((await verdicts).map(brief)).toMatchInlineSnapshot(`
      [
        "twice: pass, 2",
      ]
    `);
  });

  it("go to each Pod of a selection, and none is a failure", async () => {
    const cluster = fakeCluster(pod("a"), pod("b"));
    const asked: unknown[] = [];
    cluster.respond = async ({ to, port, path, times }) => {
      asked.push([to, port, path, times]);
      return "pod" in to && to.pod === "a" ? [{ status: 200, body: "" }] : [{ error: "timed out" }];
    };
    const labels = { app: "none" };
    const both = check("both", { request: { pods, port: 8080, path: "/live" }, matches: { status: 200 } });
    const none = check("none", { request: { pods: { ...pods, labels } }, satisfies: "responses.all(r, true)" });
    expect(await after(11, cluster, both, none)).toMatchInlineSnapshot(`
      "both: fail, 0
        1 of 2 responses: {"status":200}, found "timed out"
      none: fail, 0
        : "Pod with app=none", found undefined"
    `);
    expect(asked.slice(0, 2)).toEqual([
      [{ pod: "a" }, 8080, "/live", 1],
      [{ pod: "b" }, 8080, "/live", 1],
    ]);
  });
});

describe("who must answer", () => {
  const front = { apiVersion: "apps/v1", kind: "ReplicaSet", name: "front" };
  const owner = { ...front, metadata: { name: "front", uid: "front" } };
  const own = (name: string, image = "nginx:1.29"): KubernetesObject =>
    pod(name, {
      metadata: { name, uid: name, ownerReferences: [{ ...front, uid: "front", controller: true }] },
      spec: {
        containers: [
          { name: "helper", image: "busybox:1.37" },
          { name: "web", image },
        ],
      },
    });
  const slice = (...targets: string[]): KubernetesObject => ({
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: { name: "front", labels: { "kubernetes.io/service-name": "front" } },
    ports: [{ port: 8080 }],
    endpoints: targets.map((uid) => ({
      addresses: [`10.0.0.${uid.length}`],
      conditions: { ready: uid !== "not-ready" },
      ...(uid !== "outside" && { targetRef: { kind: "Pod", uid } }),
    })),
  });
  const asks = (answeredBy: Request["answeredBy"], more: Partial<Check> = { matches: { status: 200 } }) =>
    check("front", { request: { service: "front", times: 2, answeredBy }, ...more });
  const byPods = { pods: { ...pods, ownedBy: front } };
  const listening = (cluster: FakeCluster, container: string | undefined) => {
    const asked: unknown[] = [];
    cluster.answers.listener = async ({ pod: name }, port) => {
      asked.push([name, port]);
      return container;
    };
    return asked;
  };

  it("is known by the Pods that the Service leads to", async () => {
    const mine = [owner, own("a"), pod("not-ready")];
    expect(await after(11, fakeCluster(...mine, slice("a", "not-ready", "gone")), asks(byPods))).toBe("front: pass, 2");
    expect(await after(11, fakeCluster(...mine, pod("other"), slice("a", "other")), asks(byPods)))
      .toMatchInlineSnapshot(`
      "front: fail, 0
        2 of 2 responses: {"status":200}, found "the Service leads to Pod/other, which is no Pod owned by ReplicaSet/front""
    `);
    expect(await after(11, fakeCluster(...mine, slice("a", "outside")), asks(byPods))).toMatchInlineSnapshot(`
      "front: fail, 0
        2 of 2 responses: {"status":200}, found "the Service leads to 10.0.0.7""
    `);
    expect(await after(11, fakeCluster(...mine), asks(byPods))).toMatchInlineSnapshot(`
      "front: fail, 0
        2 of 2 responses: {"status":200}, found "the Service leads to no Pod of its namespace""
    `);
  });

  it("is known by the image of the container that listens, however it is written", async () => {
    const cluster = fakeCluster(owner, own("a", "docker.io/library/nginx:1.29"), own("b"), slice("a", "b"));
    const asked = listening(cluster, "web");
    expect(await after(11, cluster, asks({ image: "nginx:1.29" }, { for: "5s", matches: { status: 200 } }))).toBe(
      "front: pass, 2",
    );
    expect(asked).toEqual([
      ["a", 8080],
      ["b", 8080],
    ]);
    const other = fakeCluster(owner, own("a"), slice("a"));
    listening(other, "helper");
    expect(await after(11, other, asks({ image: "nginx:1.29" }))).toMatchInlineSnapshot(`
      "front: fail, 0
        2 of 2 responses: {"status":200}, found "in Pod/a answers the container helper with the image busybox:1.37, and not nginx:1.29""
    `);
    const unknown = fakeCluster(owner, own("a"), slice("a"));
    listening(unknown, undefined);
    expect(await after(60, unknown, asks({ image: "nginx:1.29" }))).toMatchInlineSnapshot(
      `"front: error, 0, no container of Pod/a could be found that listens on port 8080"`,
    );
  });

  it("is said beside an expression, too", async () => {
    const satisfies = { satisfies: "responses.all(response, has(response.body))" };
    expect(await after(11, fakeCluster(owner, pod("other"), slice("other")), asks(byPods, satisfies)))
      .toMatchInlineSnapshot(`
      "front: fail, 0
        2 of 2 responses: "an answer", found "the Service leads to Pod/other, which is no Pod owned by ReplicaSet/front"
        responses.all(response, has(response.body)): true, found false"
    `);
  });
});

describe("permissions", () => {
  const may = { serviceAccount: "bot", verbs: ["get", "delete"], resources: ["pods", "deployments.apps"] };

  it("are asked for each verb with each resource, in the namespace of the grade or where the lab says", async () => {
    const cluster = fakeCluster();
    const asked: unknown[] = [];
    cluster.answers.authorize = async (question) => {
      asked.push(question);
      return { allowed: question.verb === "get", reason: "RBAC" };
    };
    const all = check("all", { may, matches: { allowed: true } });
    const some = check("some", {
      may: { ...may, verbs: ["get"], namespace: "*", name: "web" },
      matches: { allowed: true },
    });
    expect(await after(11, cluster, all, some)).toMatchInlineSnapshot(`
      "all: fail, 0
        delete pods allowed: true, found false
        delete deployments.apps allowed: true, found false
      some: pass, 2"
    `);
    expect(asked[0]).toEqual({
      serviceAccount: { namespace: "lab", name: "bot" },
      verb: "get",
      resource: "pods",
      namespace: "lab",
    });
    expect(asked).toContainEqual({
      serviceAccount: { namespace: "lab", name: "bot" },
      verb: "get",
      resource: "pods",
      name: "web",
    });
  });

  it("that the cluster knows nothing about are unsupported, without points", async () => {
    const cluster = fakeCluster();
    cluster.answers.authorize = () => Promise.reject(new UnsupportedError("no authorization here"));
    expect(await after(1, cluster, check("one", { may, matches: { allowed: true } }))).toMatchInlineSnapshot(
      `"one: unsupported, 0, no authorization here"`,
    );
  });
});

describe("containers", () => {
  it("give their logs, or say why there are none", async () => {
    const cluster = fakeCluster(pod("a"), pod("b"));
    cluster.answers.logs = async ({ pod: name, container }, options) => {
      if (name === "b") throw new RefusedError("BadRequest", "container is waiting to start");
      return `${name} ${container ?? "first"} ${options?.previous ? "before" : "now"}`;
    };
    const logs = { pods, container: "log", previous: true } as const;
    const each = check("each", { logs, matches: { text: "a log before" } });
    const one = check("one", { logs: { pods }, satisfies: "logs.exists(l, l.pod == 'a' && l.text == 'a first now')" });
    const none = check("none", { logs: { pods: { ...pods, labels: { app: "x" } } }, satisfies: "true" });
    expect(await after(11, cluster, each, one, none)).toMatchInlineSnapshot(`
      "each: fail, 0
        Pod/b: {"text":"a log before"}, found "container is waiting to start"
      one: pass, 2
      none: fail, 0
        : "Pod with app=x", found undefined"
    `);
  });

  it("run commands, and one that hangs fails", async () => {
    const cluster = fakeCluster(pod("a"), pod("b"));
    cluster.answers.exec = async ({ pod: name }, command, signal) => {
      if (name === "b") await new Promise((_resolve, reject) => signal?.addEventListener("abort", reject));
      return { exitCode: 0, stdout: command.join(" "), stderr: "" };
    };
    const exec = { pods, container: "web", command: ["cat", "/etc/motd"] };
    expect(await after(11, cluster, check("each", { exec, matches: { exitCode: 0 } }))).toMatchInlineSnapshot(`
      "each: fail, 0
        Pod/b: {"exitCode":0}, found "the command did not end within 5 s""
    `);
    expect(cluster.clock.sleeping()).toBe(0);
  });
});

describe("facts", () => {
  const answers = (data: Record<string, string>): KubernetesObject => ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "answers" },
    data,
  });
  const object = { apiVersion: "v1", kind: "ConfigMap", name: "answers" };
  const facts = { pods, nodes: { apiVersion: "v1", kind: "Node" } };

  it("are read anew whenever the check looks, and never shown", async () => {
    const cluster = fakeCluster(answers({ pods: "2", secret: "a" }), pod("a"));
    const right = check("right", { object, facts, satisfies: "int(object.data.pods) == facts.pods.size()" });
    const wrong = check("wrong", {
      object,
      facts,
      satisfies:
        "object.data.secret != facts.pods[0].metadata.name && object.data.pods in facts.pods.map(p, p.metadata.name) && facts.nodes.size() == 1",
    });
    const { verdicts, advance } = begin(cluster, right, wrong);
    await advance(1);
    cluster.put(pod("b"));
    await advance(10);
    expect((await verdicts).map(brief).join("\n")).toMatchInlineSnapshot(`
      "right: pass, 2
      wrong: fail, 0
        ConfigMap/answers data.secret: "what the cluster says", found "a"
        ConfigMap/answers data.pods: "what the cluster says", found "2"
        ConfigMap/answers facts.nodes.size(): 1, found "another value""
    `);
  });

  it("are read from where the lab says", async () => {
    const cluster = fakeCluster(answers({}));
    const queries: unknown[] = [];
    const watch: FakeCluster["watch"] = (query, listener, signal) => {
      queries.push(query);
      cluster.watch(query, listener, signal);
    };
    const { verdicts, advance } = begin(
      { ...cluster, watch },
      check("one", {
        object,
        facts: { ...facts, system: { ...pods, namespace: "kube-system", ownedBy: web } },
        satisfies: "facts.system.size() == 0",
      }),
    );
    await advance(1);
    expect(queries).toMatchInlineSnapshot(`
      [
        {
          "apiVersion": "v1",
          "kind": "ConfigMap",
          "name": "answers",
          "namespace": "lab",
        },
        {
          "apiVersion": "v1",
          "kind": "Pod",
          "labels": undefined,
          "namespace": "lab",
        },
        {
          "apiVersion": "v1",
          "kind": "Node",
          "labels": undefined,
          "namespace": undefined,
        },
        {
          "apiVersion": "v1",
          "kind": "Pod",
          "labels": undefined,
          "namespace": "kube-system",
        },
        {
          "apiVersion": "apps/v1",
          "kind": "Deployment",
          "name": "web",
          "namespace": "kube-system",
        },
        {
          "apiVersion": "apps/v1",
          "kind": "ReplicaSet",
          "namespace": "kube-system",
        },
      ]
    `);
    expect((await verdicts)[0]?.status).toBe("pass");
  });
});
