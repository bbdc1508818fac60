import { type Browser, chromium } from "playwright-core";
import { findBrowser } from "#commands/doctor/find-browser.ts";

const quiet = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** False where browser tests are to be skipped: no browser, and not in CI, where a missing browser is a failure. */
export const browserExpected = findBrowser() !== undefined || process.env["CI"] === "true";

/** Starts Chrome or Chromium; throws with what to install if none exists. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) {
    throw new Error(
      "No Chrome or Chromium found. Install one (on Debian: `apt-get install chromium`) or set CHROME_PATH to its path.",
    );
  }
  // Chromium refuses to run as root inside its own sandbox, and CI containers run as root.
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath, args: [...quiet, ...sandbox] });
}
