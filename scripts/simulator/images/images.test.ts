import "#simulator/webernetes/node-resolver.ts";
import { describe, expect, it } from "vitest";
import { fullReference, parseImageReference } from "#core/kubernetes/image-reference.ts";

const { mayExist, standInFor } = await import("./catalogue.ts");
const { readFor } = await import("./stand-in.ts");

describe("a reference", () => {
  it.each([
    ["nginx", "docker.io/library/nginx:latest"],
    ["nginx:1.29", "docker.io/library/nginx:1.29"],
    ["docker.io/library/nginx:1.29", "docker.io/library/nginx:1.29"],
    ["team/app", "docker.io/team/app:latest"],
    ["registry.k8s.io/pause:3.10.2", "registry.k8s.io/pause:3.10.2"],
    ["localhost:5000/app", "localhost:5000/app:latest"],
    ["localhost/app:v1", "localhost/app:v1"],
    ["nginx@sha256:abc", "docker.io/library/nginx@sha256:abc"],
    ["nginx:1.29@sha256:abc", "docker.io/library/nginx@sha256:abc"],
  ])("%s is %s", (image, expected) => {
    expect(fullReference(parseImageReference(image))).toBe(expected);
  });
});

describe("curl", () => {
  const api = "https://kubernetes.default.svc";
  const pods = `${api}/api/v1/namespaces/lab/pods`;
  const scale = `${api}/apis/apps/v1/namespaces/lab/deployments/web/scale`;
  const reads = (script: string) => readFor(standInFor("curlimages/curl:8.17.0")!, ["sh", "-c", script]) !== undefined;

  it.each([
    `curl -sk ${api}/livez`,
    `curl -s -o /dev/null -w '%{http_code}\\n' --cacert ca.crt -H "Authorization: Bearer $(cat token)" ${pods}`,
    `curl --silent --insecure --output /dev/null --header "Authorization: Bearer $TOKEN" ${pods}`,
    `curl -sk -o /dev/null -X PATCH -H Content-Type:application/merge-patch+json -d '{"spec":{"replicas":3}}' ${scale}`,
    `echo $(cat $FOLDER/namespace)`,
  ])("asks as the real one does: %s", (script) => {
    expect(reads(script)).toBe(true);
  });

  it.each([
    `curl -sk ${pods}`,
    `curl -sk -o /dev/null -X DELETE ${pods}/web`,
    `curl -sk -o /dev/null ${api}/apis/batch/v1/namespaces/lab/jobs`,
    `curl -sk -o /dev/null -H 'Accept: text/plain' ${pods}`,
    `curl -sk -o /dev/null -X PATCH -H Content-Type:application/json-patch+json -d '{"spec":{"replicas":3}}' ${scale}`,
    `curl -sk -o /dev/null -X PATCH -H Content-Type:application/merge-patch+json -d '{"spec":{"paused":true}}' ${scale}`,
    `echo $(curl -sk ${pods})`,
    "echo $(cat $(echo token))",
  ])("is not simulated where nobody knows the answer: %s", (script) => {
    expect(reads(script)).toBe(false);
  });
});

describe("a stand-in", () => {
  it.each(["nginx:1.29", "docker.io/library/nginx:1.30", "library/busybox:1.37", "registry.k8s.io/pause:3.10.2"])(
    "is there for %s",
    (image) => {
      expect(standInFor(image)).toBeDefined();
    },
  );

  it.each(["nginx", "nginx:1.28", "nginx:1.29@sha256:abc", "ngnix:1.29", "example.com/nginx:1.29"])(
    "is not there for %s",
    (image) => {
      expect(standInFor(image)).toBeUndefined();
    },
  );

  it.each<[string, boolean]>([
    ["nginx:1.92", false],
    ["nginx:9.99", false],
    ["busybox:1.370", false],
    ["nginx:1.28", true],
    ["nginx:1.29.3", true],
    ["nginx:latest", true],
    ["nginx", true],
    ["nginx:1.92-alpine", true],
    ["redis:8", true],
  ])("is missing for %s, which a registry may have: %s", (image, expected) => {
    expect(mayExist(image)).toBe(expected);
  });

  const busybox = "busybox:1.37";
  const curl = "curlimages/curl:8.17.0";
  const livez = "https://kubernetes.default.svc/livez";
  const agnhost = "registry.k8s.io/e2e-test-images/agnhost:2.63.0";
  it.each<[string, string[], boolean]>([
    [busybox, ["sh"], true],
    [busybox, ["sleep", "3600"], true],
    [busybox, ["/bin/sleep", "infinity"], true],
    [busybox, ["sleep", "1h"], true],
    [busybox, ["sleep", "-1"], false],
    [busybox, ["sh", "-c", "echo starting; sleep 5 && exit 1"], true],
    [busybox, ["/bin/sh", "-c", "sleep 3600;"], true],
    [busybox, ["sh", "-c", "touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600"], true],
    [busybox, ["sh", "-c", "while true; do echo $(date); sleep 1; done"], true],
    [busybox, ["sh", "-c", "while true; do echo hello from $HOSTNAME; sleep 1; done"], true],
    [busybox, ["sh", "-c", "while [ ! -f /tmp/go ]; do sleep 1; done"], false],
    [busybox, ["sh", "-c", "until test -f /tmp/go; do sleep 1; done && cat /tmp/go > /tmp/gone"], true],
    [busybox, ["sh", "-c", "echo hi | cat"], false],
    [busybox, ["sh", "-c", "sleep 60 & sleep 1"], false],
    [busybox, ["sh", "-c", "echo 'unclosed"], false],
    [busybox, ["sh", "-c", "curl -s http://web"], false],
    [curl, ["sh", "-c", "until curl -sf -o /dev/null -m 1 http://web:8080/a; do sleep 1; done"], true],
    [curl, ["sh", "-c", `curl -sk -w 'api %{http_code}\\n' ${livez}`], true],
    [curl, ["sh", "-c", "curl -s http://$WEB_SERVICE_HOST"], true],
    [curl, ["curl", "-s", "http://web"], true],
    [curl, ["curl", "http://web"], false],
    [curl, ["curl", "-s", "-w", "%{time_total}", "http://web"], false],
    [curl, ["curl", "-s", "-X", "POST", "http://web"], false],
    [curl, ["curl", "-sk", "https://kubernetes.default.svc/readyz"], false],
    [busybox, ["sh", "script.sh"], false],
    [busybox, ["wget", "web"], false],
    [agnhost, ["/agnhost"], true],
    [agnhost, ["/agnhost", "pause"], true],
    [agnhost, ["/agnhost", "netexec"], true],
    [agnhost, ["/agnhost", "netexec", "--http-port=9000"], true],
    [agnhost, ["agnhost", "netexec", "--http-port", "9000"], true],
    [agnhost, ["/agnhost", "netexec", "--udp-port=9000"], true],
    [agnhost, ["/agnhost", "netexec", "--tls-cert-file=x"], false],
    [agnhost, ["/agnhost", "serve-hostname"], false],
    ["nginx:1.29", ["nginx", "-g", "daemon off;"], true],
    ["nginx:1.29", ["nginx", "-T"], false],
    ["nginx:1.29", ["sh", "-c", "sleep 15; exec nginx -g 'daemon off;'"], true],
    ["nginx:1.29", ["sh", "-c", "nginx -g 'daemon off;'"], false],
    ["registry.k8s.io/pause:3.10.2", ["/pause"], true],
    ["registry.k8s.io/pause:3.10.2", ["sleep", "1"], false],
  ])("%s understands %j: %s", (image, commandLine, expected) => {
    expect(readFor(standInFor(image)!, commandLine) !== undefined).toBe(expected);
  });
});
