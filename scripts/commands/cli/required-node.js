// JavaScript without an import: every Node reads it, and an older one reads nothing else.

/** The oldest Node that Checkride runs on: everything is tried with it, and it runs TypeScript files as they are. */
export const NODE = 24;

/** Says which Node is needed, in the words of the documents. */
export const NEEDED = `Checkride runs on Node ${NODE} or later.`;

/** An older npm does not link the Node among the packages: https://github.com/npm/cli/issues/4362 */
export const NPM = "11.6.2";

/**
 * Says why this version of Node cannot run Checkride, and ends with `next`; undefined if it can.
 *
 * @param {string} version As in `process.versions.node`.
 * @param {string} next What to do to get another one.
 */
export function nodeRefusal(version, next) {
  if (Number(version.split(".")[0]) >= NODE) return undefined;
  return `${NEEDED} This is Node ${version}. Next: ${next}`;
}

/**
 * What to do next in a checkout.
 *
 * @param {boolean} brought Whether `npm ci` has brought a Node.
 */
export function nextInCheckout(brought) {
  return brought
    ? "type npm run checkride, which runs on the Node that npm ci brought."
    : `install a newer one from https://nodejs.org/, or run npm ci with npm ${NPM} or later, which brings one.`;
}
