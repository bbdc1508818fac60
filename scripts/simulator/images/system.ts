import { ownValue } from "#core/json.ts";
import { parseImageReference } from "#core/kubernetes/image-reference.ts";

/** What runs in the Pods of the system: programs of webernetes, or `pause` where nothing of them is simulated. */
const programs: Record<string, string> = {
  "registry.k8s.io/kube-scheduler": "webernetes/kube-scheduler:latest",
  "registry.k8s.io/kube-controller-manager": "webernetes/kube-controller-manager:latest",
  "registry.k8s.io/kube-proxy": "webernetes/proxy:latest",
  "registry.k8s.io/coredns/coredns": "webernetes/coredns:latest",
  "registry.k8s.io/kube-apiserver": "webernetes/idle:latest",
  "registry.k8s.io/etcd": "webernetes/idle:latest",
  "docker.io/kindest/kindnetd": "webernetes/idle:latest",
};

/** The image in webernetes' registry for an image of the system; undefined for any other. */
export function systemImage(image: string): string | undefined {
  return ownValue(programs, parseImageReference(image).repository);
}
