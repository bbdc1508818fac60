import "#simulator/webernetes/node-resolver.ts";
import { describeClusterContract, describeOutageContract } from "#clusters/contract/contract.ts";

const { openSimulatedCluster } = await import("./cluster.ts");

describeClusterContract("simulated", () => openSimulatedCluster({ workers: 2 }));
describeOutageContract("simulated", () => openSimulatedCluster({ workers: 2 }));
