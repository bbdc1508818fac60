import { JSDOM } from "jsdom";
import type { Mermaid } from "mermaid";
import { giveBoxes } from "./boxes/boxes.ts";
import { mermaidConfiguration, textStyle } from "./mermaid-configuration.ts";

/** What Mermaid and its libraries look for as globals. */
const browserGlobals = [
  "document",
  "Node",
  "Element",
  "HTMLElement",
  "SVGElement",
  "Text",
  "Comment",
  "DocumentFragment",
  "HTMLTemplateElement",
  "NodeFilter",
  "CSSStyleSheet",
  "DOMParser",
  "XMLSerializer",
  "MutationObserver",
  "getComputedStyle",
  "requestAnimationFrame",
];

/** Loads Mermaid with jsdom in place of a browser; it changes the globals of the thread, so call it in a worker only. */
export async function loadMermaid(): Promise<{ mermaid: Mermaid; document: Document }> {
  const { window } = new JSDOM("<!doctype html><body></body>", { pretendToBeVisual: true });
  giveBoxes(window, textStyle);
  const globals = { window, ...Object.fromEntries(browserGlobals.map((name) => [name, window[name]])) };
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  // Not a static import: Mermaid looks at the globals while it loads.
  const { default: mermaid } = await import("mermaid/dist/mermaid.esm.min.mjs");
  mermaid.initialize(mermaidConfiguration);
  return { mermaid, document: window.document };
}
