import { describeOutageContract } from "#clusters/contract.ts";
import { describeWithKubernetes } from "#clusters/kind/available.ts";

describeWithKubernetes("contract", (open) => describeOutageContract("a real Kubernetes", open));
