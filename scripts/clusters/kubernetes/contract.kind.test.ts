import { describeClusterContract } from "#clusters/contract/contract.ts";
import { describeWithKubernetes } from "#clusters/kind/testing/describe.ts";

describeWithKubernetes("contract", (open) => describeClusterContract("a real Kubernetes", open));
