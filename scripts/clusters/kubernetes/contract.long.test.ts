import { describeOutageContract } from "#clusters/contract/contract.ts";
import { describeWithKubernetes } from "#clusters/kind/testing/describe.ts";

describeWithKubernetes("contract", (open) => describeOutageContract("a real Kubernetes", open));
