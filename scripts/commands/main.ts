import { checkoutCommands } from "./checkout.ts";
import { runCommandProcess } from "./cli/process.ts";

await runCommandProcess(checkoutCommands);
