import { readFile } from "node:fs/promises";
import { afterAll, expect, test, vi } from "vitest";
import type { TextLine } from "./diagram.ts";
import { drawInThread, stopDrawing } from "./drawing/thread.ts";

// The thread loads jsdom and Mermaid first, and shares two cores with the other tests.
vi.setConfig({ testTimeout: 60_000 });

afterAll(stopDrawing);

test("a flowchart in words", async () => {
  expect(await wordsFor("cluster")).toMatchInlineSnapshot(`
    "Control plane: kube-apiserver, etcd, kube-scheduler, kube-controller-manager, cloud-controller-manager
    Worker node 1: kubelet, kube-proxy, containerd, Pod web-a, Pod web-b
    Worker node 2: kubelet, kube-proxy, containerd, Pod web-c
    kubectl, CI → kube-apiserver (HTTPS)
    kube-apiserver
      ↔ etcd (gRPC)
      ↔ kube-scheduler (watch, bind)
      ↔ kube-controller-manager (watch, write)
      ↔ cloud-controller-manager (watch, write)
      ↔ kubelet of Worker node 1 (Pods, status)
      ↔ kubelet of Worker node 2 (Pods, status)
      → kube-proxy of Worker node 1 (Services)
      → kube-proxy of Worker node 2 (Services)
    cloud-controller-manager → Cloud provider's API
    kubelet of Worker node 1 → containerd of Worker node 1 (CRI)
    kubelet of Worker node 2 → containerd of Worker node 2 (CRI)
    containerd of Worker node 1
      → Pod web-a
      → Pod web-b
    containerd of Worker node 2 → Pod web-c"
  `);
});

test("a sequence diagram in words", async () => {
  expect(await wordsFor("request-flow")).toMatchInlineSnapshot(`
    "1. You → kubectl: kubectl apply -f pod.yaml
    2. kubectl → kube-apiserver: POST the Pod
    Note on kube-apiserver: authentication, authorization, admission, validation
    If: refused
      3. kube-apiserver → kubectl: 403 Forbidden or 422 Invalid
      4. kubectl → You: error
    Else: accepted
      5. kube-apiserver → etcd: write the Pod, still without a node
      6. etcd → kube-apiserver: stored
      7. kube-apiserver → kubectl: 201 Created
    8. kube-apiserver → kube-scheduler: watch event: Pod without a node
    Note on kube-scheduler: filter the nodes, then score them
    9. kube-scheduler → kube-apiserver: bind the Pod to worker-1
    10. kube-apiserver → etcd: write spec.nodeName
    11. kube-apiserver → kubelet: watch event: a Pod for this node
    Loop: each container
      12. kubelet → containerd: pull the image, create and start the container
      13. containerd → kubelet: started
    14. kubelet → kube-apiserver: status: phase Running
    Note on You to containerd: kubectl get pods says Running"
  `);
});

test("a state diagram in words", async () => {
  expect(await wordsFor("pod-phases")).toMatchInlineSnapshot(`
    "Pending: Unscheduled, Scheduled, Creating, ImagePullBackOff
    start → Pending (the API server stores the Pod)
    start of Pending → Unscheduled
    Unscheduled → Scheduled (the scheduler binds it)
    Scheduled → Creating (the kubelet pulls images)
    Creating → ImagePullBackOff (a pull fails)
    ImagePullBackOff → Creating (tried again, later each time)
    Pending → Running (containers created, one runs)
    Running
      → Succeeded (all ended with 0)
      → Failed (all ended, one with an error)
    Succeeded → end
    Failed → end
    Note on Running: CrashLoopBackOff is no phase: the Pod stays Running"
  `);
});

test("labels in words: groups in groups, line breaks, Markdown, entities, every kind of edge", async () => {
  const { text } = await drawInThread(`flowchart LR
    accTitle: T
    accDescr: D
    subgraph outer["Outer"]
      subgraph inner["Inner"]
        a["kube-controller-<br/>manager"]
      end
      b["\`**bold** and *slanted*\`"]
    end
    a <--> b
    b --- c["#quot;quoted#quot; &amp; more"]
    b -. "a<br/>label" .-> outer
    c ~~~ a
    c --x d["*/5 * * * *"]`);
  expect(outline(text)).toMatchInlineSnapshot(`
    "Outer: Inner, bold and slanted
      Inner: kube-controller-manager
    kube-controller-manager ↔ bold and slanted
    bold and slanted
      — "quoted" & more
      → Outer (a label)
    "quoted" & more → */5 * * * *"
  `);
});

test("messages in words: every kind of block, numbers as in the drawing", async () => {
  const { text } = await drawInThread(`sequenceDiagram
    accTitle: T
    accDescr: D
    autonumber 10 5
    participant a as API server
    a->>b: one
    rect rgb(200, 200, 200)
      a<<->>b: two
    end
    par first
      a->>b: three
    and second
      a->>b: four
    end
    critical write
      a->>b: five
    option full
      Note right of b: six
    end
    opt perhaps
      break now
        a--xb: seven
      end
    end`);
  expect(outline(text)).toMatchInlineSnapshot(`
    "10. API server → b: one
    15. API server ↔ b: two
    Parallel: first
      20. API server → b: three
    And: second
      25. API server → b: four
    Critical: write
      30. API server → b: five
    Option: full
      Note on b: six
    Optional: perhaps
      Break: now
        35. API server → b: seven"
  `);
});

async function wordsFor(name: string): Promise<string> {
  const source = await readFile(new URL(`./testing/${name}.mmd`, import.meta.url), "utf8");
  return outline((await drawInThread(source)).text);
}

function outline(lines: readonly TextLine[], indent = ""): string {
  return lines
    .map(({ text, number, lines: inner = [] }) => {
      const line = `${indent}${number === undefined ? "" : `${number}. `}${text}`;
      return inner.length === 0 ? line : `${line}\n${outline(inner, `${indent}  `)}`;
    })
    .join("\n");
}
