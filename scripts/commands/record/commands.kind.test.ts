import { describeWithKubeconfig } from "#clusters/kind/testing/describe.ts";
import { courseHere } from "#commands/cli/course.ts";
import { readRecordings } from "#course/recordings.ts";
import { chosenCommands, describeCommands } from "./testing/command-tests.ts";

const pages = await chosenCommands(({ nightly }) => !nightly);
const recordings = await readRecordings(courseHere());

describeWithKubeconfig("the commands of the lessons", (kubeconfig) => {
  for (const page of pages) describeCommands(page, kubeconfig, recordings);
});
