import "#simulator/node-resolver.ts";
import { describeClusterContract } from "#clusters/contract.ts";

const { openSimulatedCluster } = await import("#clusters/simulated/open-simulated-cluster.ts");

describeClusterContract("simulated", () => openSimulatedCluster({ workers: 2 }));
