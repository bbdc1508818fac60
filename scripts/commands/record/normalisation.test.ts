import { expect, test } from "vitest";
import { normaliser } from "./normalisation.ts";

const names = [
  ["lesson-control-plane", "control-plane"],
  ["lesson-worker", "worker"],
  ["lesson-worker2", "worker2"],
  ["page-1763", "default"],
] as const;

test("names, ages and addresses are the same each time, and columns are set anew", () => {
  const printed = [
    "NAME                   STATUS   ROLES           AGE     VERSION   INTERNAL-IP   KERNEL-VERSION",
    "lesson-control-plane   Ready    control-plane   4m40s   v1.36.3   172.23.0.7    6.1.0-44-cloud-amd64",
    "lesson-worker2         Ready    <none>          17d     v1.36.3   172.23.0.4    6.1.0-44-cloud-amd64",
  ].join("\n");
  expect(normaliser(names)(printed)).toMatchInlineSnapshot(`
    "NAME            STATUS   ROLES           AGE   VERSION   INTERNAL-IP   KERNEL-VERSION
    control-plane   Ready    control-plane   5m    v1.36.3   172.18.0.2    6.12.0
    worker2         Ready    <none>          5m    v1.36.3   172.18.0.3    6.12.0"
  `);
});

test("a name's random end, an address and a history become those of a fresh cluster; the same stays the same", () => {
  const normalise = normaliser(names);
  const printed = [
    "NAME                   READY   STATUS    RESTARTS       AGE   IP            NODE",
    "web-6c9f8d7b5c-x2k9p   1/1     Running   3 (5m2s ago)   6m    10.244.2.17   lesson-worker",
    "web-6c9f8d7b5c-zz4tq   1/1     Running   0              6m    10.244.1.3    lesson-worker2",
    "",
    "No resources found in page-1763 namespace.",
  ].join("\n");
  expect(normalise(printed)).toMatchInlineSnapshot(`
    "NAME                   READY   STATUS    RESTARTS   AGE   IP           NODE
    web-6c9f8d7b5c-b5m8s   1/1     Running   0          5m    10.244.1.2   worker
    web-6c9f8d7b5c-c6n9t   1/1     Running   0          5m    10.244.1.3   worker2

    No resources found in default namespace."
  `);
  expect(normalise("pod/web-6c9f8d7b5c-zz4tq at 10.244.1.3 deleted")).toBe(
    "pod/web-6c9f8d7b5c-c6n9t at 10.244.1.3 deleted",
  );
});

test("times, identities, ports and kernels become fixed ones", () => {
  const printed = [
    "Start Time: Sun, 22 Nov 2026 18:40:41 +0000",
    "creationTimestamp: 2026-11-22T18:40:41Z",
    "Active: active (running) since Sun 2026-11-22 18:40:41 UTC; 4min 40s ago",
    "Nov 22 18:40:41 control-plane kubelet[612]: I1122 18:40:41.123456     612 server.go:1",
    "expires Nov 22, 2027 18:40 UTC",
    "uid: 587a82bd-eacc-4ef9-9f03-f91fa072daa7",
    "holder: control-plane_587a82bd-eacc-4ef9-9f03-f91fa072daa7",
    "server: https://127.0.0.1:39281, etcd: 127.0.0.1:2379",
    "PodCIDR: 10.244.2.0/24",
    "Kernel Version:             6.1.0-44-cloud-amd64",
    "service at 10.96.0.1, 10.96.0.10 and 10.96.33.7",
  ].join("\n");
  expect(normaliser(names)(printed)).toMatchInlineSnapshot(`
    "Start Time: Thu, 01 Jan 2026 12:00:00 +0000
    creationTimestamp: 2026-01-01T12:00:00Z
    Active: active (running) since Thu 2026-01-01 12:00:00 UTC; 5min ago
    Jan 01 12:00:00 control-plane kubelet[612]: I0101 12:00:00.000000       1 server.go:1
    expires Jan 01, 2027 12:00 UTC
    uid: 01234567-89ab-4def-8123-456789abcdef
    holder: control-plane_01234567-89ab-4def-8123-456789abcdef
    server: https://127.0.0.1:6443, etcd: 127.0.0.1:2379
    PodCIDR: 10.244.2.0/24
    Kernel Version:             6.12.0
    service at 10.96.0.1, 10.96.0.10 and 10.96.102.17"
  `);
});

test("words that only look like a random end stay", () => {
  expect(normaliser([])("run-https kube-proxy web-nginx")).toBe("run-https kube-proxy web-nginx");
});
