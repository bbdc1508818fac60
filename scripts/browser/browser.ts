import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const commonPaths = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

const quiet = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Where Chrome or Chromium stands: what `CHROME_PATH` says, or else one of the usual places; undefined if there is none. */
function findBrowser(): string | undefined {
  return process.env["CHROME_PATH"] ?? commonPaths.find((path) => existsSync(path));
}

/** False where browser tests are to be skipped: no browser, and not in CI, where a missing browser is a failure. */
export const browserExpected = findBrowser() !== undefined || process.env["CI"] === "true";

/** Starts Chrome or Chromium; throws with what to install if there is none. */
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
