import { describeClusterContract } from "#clusters/contract.ts";
import { describeWithKubernetes } from "#clusters/kind/available.ts";

describeWithKubernetes("contract", (open) => describeClusterContract("a real Kubernetes", open));
