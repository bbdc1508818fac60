import { nodeRefusal } from "./cli/required-node.js";

// What `npm run grade` of an exported repository runs, as a part of its bundle, on the machine's own Node.
const refusal = nodeRefusal(process.versions.node, "install a newer one: https://nodejs.org/");
if (refusal) {
  process.stderr.write(`${refusal}\n`);
  process.exitCode = 2;
} else {
  await import("./lab-repository-commands.ts");
}
