import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const run = promisify(execFile);

/** Reads a kubeconfig in its own process and prints what it says, and what was loaded of the client's generated code. */
const PROGRAM = `
  import { registerHooks } from "node:module";
  const folders = new Set();
  registerHooks({
    load(url, context, nextLoad) {
      const [, folder] = /client-node\\/dist\\/gen\\/(\\w+)\\//.exec(url) ?? [];
      if (folder) folders.add(folder);
      return nextLoad(url, context);
    },
  });
  const { KubeConfig } = await import("#clusters/kubernetes/api/client.ts");
  const config = new KubeConfig();
  config.loadFromClusterAndUser({ name: "one", server: "https://one.test" }, { name: "me", token: "secret" });
  const options = { headers: {} };
  await config.applyToHTTPSOptions(options);
  console.log(JSON.stringify([config.getCurrentCluster().server, options.headers.Authorization, [...folders].sort()]));
`;

it("reads a kubeconfig without the classes of all kinds and calls", async () => {
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", PROGRAM]);
  expect(JSON.parse(stdout)).toEqual(["https://one.test", "Bearer secret", ["auth", "http"]]);
});
