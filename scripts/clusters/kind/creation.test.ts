import { expect, it } from "vitest";
import { creationError, progressOf } from "./creation.ts";

it.each([
  [" • Ensuring node image (kindest/node:v1.36.3) 🖼️  ...", "Ensuring node image (kindest/node:v1.36.3)"],
  [" • Preparing nodes 📦 📦 📦   ...", "Preparing nodes"],
  [" • Starting control-plane 🕹️  ...", "Starting control-plane"],
  [" ✓ Preparing nodes 📦 📦 📦 ", undefined],
  ['Creating cluster "checkride" ...', undefined],
  ["You can now use your cluster with:", undefined],
])("reads %j as %j", (line, step) => {
  expect(progressOf(line)).toBe(step);
});

it("says what to set when the machine allows too few watched files", () => {
  const output =
    "ERROR: failed to create cluster: could not find a log line\nFailed to allocate manager: Too many open files";
  expect(creationError(new Error(output))).toMatchObject({ name: "KindError" });
  expect(creationError(new Error(output)).message).toMatchInlineSnapshot(
    `"kind could not start the nodes: too many open files. Each node watches many files, and this machine allows too few (fs.inotify.max_user_instances, fs.inotify.max_user_watches). Next: delete clusters that you no longer need, or run \`sudo sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=512\`, and try again."`,
  );
});

it("gives kind's own reason otherwise", () => {
  const output = "Creating cluster\nERROR: failed to create cluster: port is already allocated\nStack Trace";
  expect(creationError(new Error(output))).toMatchObject({ name: "KindError" });
  expect(creationError(new Error(output)).message).toMatchInlineSnapshot(
    `"kind could not make the cluster: failed to create cluster: port is already allocated. Next: try \`kind create cluster --name try --retain\` and \`kind export logs --name try\`."`,
  );
});
