// oxlint-disable-next-line no-restricted-imports -- the one module of the simulator that only Node loads
import { registerHooks } from "node:module";

/**
 * Lets Node import @ngrok/webernetes, whose modules name each other without file extensions.
 * Import this module first, then import the simulated cluster with `await import(…)`: static imports of one module
 * are all resolved before any of them runs. Bundlers need none of this.
 */
registerHooks({
  resolve(specifier, context, nextResolve) {
    if (!specifier.startsWith(".") || !context.parentURL?.includes("/@ngrok/webernetes/dist/")) {
      return nextResolve(specifier, context);
    }
    try {
      return nextResolve(`${specifier}.js`, context);
    } catch {
      return nextResolve(`${specifier}/index.js`, context);
    }
  },
});
