import { describeWithKubeconfig } from "#clusters/kind/available.ts";
import { chosenCommands, describeCommands } from "./command-tests.ts";
import { readRecordings } from "./recordings.ts";

const pages = await chosenCommands(({ nightly }) => !nightly);
const recordings = await readRecordings(process.cwd());

describeWithKubeconfig("the commands of the lessons", (kubeconfig) => {
  for (const page of pages) describeCommands(page, kubeconfig, recordings);
});
