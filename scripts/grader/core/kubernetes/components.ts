/** What a component of the cluster is called: the names that kubeadm gives them. */
export type ComponentName =
  | "etcd"
  | "kube-apiserver"
  | "kube-controller-manager"
  | "kube-scheduler"
  | "kube-proxy"
  | "coredns";

/** A program of one node that can end while its containers go on. */
export type NodeProgram = "kubelet" | "containerd";
