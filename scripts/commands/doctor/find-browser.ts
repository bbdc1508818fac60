import { existsSync } from "node:fs";

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

/** Where Chrome or Chromium is: what `CHROME_PATH` says, or else one of the usual places; undefined if none exists. */
export function findBrowser(): string | undefined {
  return process.env["CHROME_PATH"] ?? commonPaths.find((path) => existsSync(path));
}
