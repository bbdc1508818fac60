import { existsSync } from "node:fs";
import { nextInCheckout, nodeRefusal } from "./commands/cli/required-node.js";

const brought = existsSync(new URL("../node_modules/.bin/node", import.meta.url));
const refusal = nodeRefusal(process.versions.node, nextInCheckout(brought));
if (refusal) {
  process.stderr.write(`${refusal}\n`);
  process.exitCode = 2;
} else {
  // Node keeps what it made of each file: later commands start in half the time and with less memory. This file is
  // JavaScript because what is loaded before the cache is on would have Node load its TypeScript compiler each time.
  const { enableCompileCache } = await import("node:module");
  enableCompileCache();
  await import("#commands/main.ts");
}
