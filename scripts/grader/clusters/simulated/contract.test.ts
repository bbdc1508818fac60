import "#simulator/node-resolver.ts";
import { describeClusterContract, describeOutageContract } from "#clusters/contract.ts";

const { openSimulatedCluster } = await import("#clusters/simulated/open-simulated-cluster.ts");

describeClusterContract("simulated", () => openSimulatedCluster({ workers: 2 }));
describeOutageContract("simulated", () => openSimulatedCluster({ workers: 2 }));
