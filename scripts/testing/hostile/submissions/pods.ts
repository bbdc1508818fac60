import { file, type HostileSubmissions, solution } from "#testing/hostile/submission.ts";

/** Pods that reach for more than their own. */
export const pods: HostileSubmissions = {
  "a privileged container": {
    leadsTo: "fail, pod-security at 19:42",
    files: file(solution({ container: "securityContext: { privileged: true }" })),
  },
  "the node's files": {
    leadsTo: "fail, pod-security at 15:31",
    files: file(
      solution({
        container: "volumeMounts: [{ name: root, mountPath: /host }]",
        pod: "volumes: [{ name: root, hostPath: { path: / } }]",
      }),
    ),
  },
  "the node's network and processes": {
    leadsTo: "fail, pod-security at 15:20",
    files: file(solution({ pod: "hostNetwork: true\n      hostPID: true" })),
  },
  "a service account with rights": {
    leadsTo: "fail, fails three-pods-ready",
    files: file(solution({ pod: "serviceAccountName: cluster-admin" })),
  },
  "a fork bomb": {
    leadsTo: "unsupported, not-simulated at 19:11",
    files: file(solution({ container: 'command: [sh, -c, ":(){ :|:& };:"]' })),
  },
  "a shell in the image": {
    leadsTo: "unsupported, not-simulated at 18:11",
    files: file(solution({ image: '"nginx:1.29; rm -rf /"' })),
  },
  "an image from elsewhere": {
    leadsTo: "unsupported, not-simulated at 18:11",
    files: file(solution({ image: "registry.example/miner:latest" })),
  },
  "a node of its choice": {
    leadsTo: "fail, invalid-value at 15:17",
    files: file(solution({ pod: "nodeName: ../../etc" })),
  },

  "Pods that run once": {
    leadsTo: "fail, invalid-value at 15:22",
    files: file(solution({ pod: "restartPolicy: Never" })),
  },
  "Pods with a deadline": {
    leadsTo: "fail, invalid-value at 15:30",
    files: file(solution({ pod: "activeDeadlineSeconds: 1" })),
  },
  "a scheduler that there is not": {
    leadsTo: "unsupported, not-simulated at 15:7",
    files: file(solution({ pod: "schedulerName: mine" })),
  },
  "a priority by number": {
    leadsTo: "unsupported, not-simulated at 15:7",
    files: file(solution({ pod: "priority: 2000001000" })),
  },
  "a runtime of its own": {
    leadsTo: "unsupported, not-simulated at 15:7",
    files: file(solution({ pod: "runtimeClassName: kata" })),
  },
  "a port of the node": {
    leadsTo: "fail, pod-security at 19:50",
    files: file(solution({ container: "ports: [{ containerPort: 80, hostPort: 80 }]" })),
  },
  "a privileged first container": {
    leadsTo: "fail, pod-security at 15:89",
    files: file(
      solution({ pod: "initContainers: [{ name: a, image: 'busybox:1.37', securityContext: { privileged: true } }]" }),
    ),
  },
  "a container for debugging": {
    leadsTo: "unsupported, not-simulated at 15:7",
    files: file(solution({ pod: "ephemeralContainers: [{ name: a, image: 'busybox:1.37' }]" })),
  },
  "a container named like a path": {
    leadsTo: "fail, invalid-value at 17:17",
    files: file(solution().replace("name: nginx", "name: ../nginx")),
  },
  "a mount over the account's token": {
    leadsTo: "unsupported, not-simulated at 19:37",
    files: file(
      solution({
        container: "volumeMounts: [{ name: t, mountPath: /var/run/secrets/kubernetes.io/serviceaccount }]",
        pod: "volumes: [{ name: t, emptyDir: {} }]",
      }),
    ),
  },
  "a mount path that climbs": {
    leadsTo: "fail, invalid-value at 19:61",
    files: file(
      solution({
        container: "volumeMounts: [{ name: t, mountPath: /x, subPath: ../../etc }]",
        pod: "volumes: [{ name: t, emptyDir: {} }]",
      }),
    ),
  },
  "a volume from a stranger's server": {
    leadsTo: "unsupported, not-simulated at 15:28",
    files: file(solution({ pod: "volumes: [{ name: t, nfs: { server: 192.0.2.1, path: / } }]" })),
  },
  "a container that prints 100 MB": {
    leadsTo: "unsupported, not-simulated at 19:11",
    files: file(solution({ image: "busybox:1.37", container: 'command: [sh, -c, "yes | head -c 100000000"]' })),
  },
  "a container that prints for ever": {
    leadsTo: "unsupported, not-simulated at 19:11",
    files: file(solution({ image: "busybox:1.37", container: 'command: ["yes"]' })),
  },
  "a container that fills the disk": {
    leadsTo: "unsupported, not-simulated at 19:11",
    files: file(solution({ image: "busybox:1.37", container: "command: [dd, if=/dev/zero, of=/x]" })),
  },
  "an image that is never pulled": {
    leadsTo: "unsupported, not-simulated at 18:11",
    files: file(solution({ image: "192.0.2.1:5000/never:1" })),
  },
  "an image with a digest that there is not": {
    leadsTo: "unsupported, not-simulated at 18:11",
    files: file(solution({ image: `nginx@sha256:${"0".repeat(64)}` })),
  },
  "an image with half a digest": {
    leadsTo: "unsupported, not-simulated at 18:11",
    files: file(solution({ image: "nginx@sha256:00" })),
  },
  "an image without a name": { leadsTo: "fail, missing-field at 18:11", files: file(solution({ image: '""' })) },
  "an image with a space": {
    leadsTo: "unsupported, not-simulated at 18:11",
    files: file(solution({ image: '"nginx: 1.29"' })),
  },
  "an image in capitals": {
    leadsTo: "unsupported, not-simulated at 18:11",
    files: file(solution({ image: "NGINX:1.29" })),
  },
  "an image of 5,000 characters": {
    leadsTo: "unsupported, not-simulated at 18:11",
    files: file(solution({ image: "n".repeat(5000) })),
  },
  "the token of another account": {
    leadsTo: "unsupported, not-simulated at 15:53",
    files: file(
      solution({
        pod: "volumes: [{ name: t, projected: { sources: [{ serviceAccountToken: { path: t, audience: vault } }] } }]",
      }),
    ),
  },
  "a probe of the node's network": {
    leadsTo: "fail, pod-security at 19:45",
    files: file(solution({ container: "livenessProbe: { httpGet: { host: 169.254.169.254, port: 80, path: / } }" })),
  },
  "a probe that runs a shell": {
    leadsTo: "unsupported, not-simulated at 19:36",
    files: file(solution({ container: 'livenessProbe: { exec: { command: [sh, -c, "kill -9 -1"] } }' })),
  },
  "a probe without a pause": {
    leadsTo: "fail, invalid-value at 19:65",
    files: file(solution({ container: "livenessProbe: { periodSeconds: 0, tcpSocket: { port: -1 } }" })),
  },
  "a name server of its own": {
    leadsTo: "unsupported, not-simulated at 15:7",
    files: file(solution({ pod: "dnsPolicy: None\n      dnsConfig: { nameservers: [192.0.2.1] }" })),
  },
};
