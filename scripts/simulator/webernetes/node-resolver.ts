// oxlint-disable-next-line no-restricted-imports -- the one module of the simulator that only Node loads
import { existsSync } from "node:fs";
// oxlint-disable-next-line no-restricted-imports
import { registerHooks } from "node:module";

/**
 * Lets Node import @ngrok/webernetes, whose modules name each other without file extensions.
 * Import this module first, then import the simulated cluster with `await import(…)`: static imports of one module
 * are all resolved before any of them runs. Bundlers need none of this.
 */
registerHooks({
  resolve(specifier, context, nextResolve) {
    const { parentURL } = context;
    if (!specifier.startsWith(".") || !parentURL?.includes("/@ngrok/webernetes/dist/")) {
      return nextResolve(specifier, context);
    }
    // There are more than four hundred of them: what Node's own resolution would look up for each takes as long as loading it.
    const file = new URL(`${specifier}.js`, parentURL);
    const { href } = existsSync(file) ? file : new URL(`${specifier}/index.js`, parentURL);
    return { url: href, format: "module", shortCircuit: true };
  },
});
