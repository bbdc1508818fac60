import { describeWithKubeconfig } from "#clusters/kind/testing/describe.ts";
import { courseHere } from "#commands/cli/course.ts";
import { readRecordings } from "#course/recordings.ts";
import { chosenCommands, describeCommands } from "./testing/command-tests.ts";

// A page with one such command is run as a whole: the others may belong to it.
const pages = (await chosenCommands(() => true)).filter(({ blocks }) => blocks.some(({ nightly }) => nightly));
const recordings = await readRecordings(courseHere());

describeWithKubeconfig("the commands of the lessons that stop what they are about", (kubeconfig) => {
  for (const page of pages) describeCommands(page, kubeconfig, recordings);
});
