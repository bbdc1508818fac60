import type { DOMWindow } from "jsdom";
import { elementBox } from "./element-box.ts";
import { textLength } from "./text-box.ts";
import { setTextStyle, type TextStyle } from "./text-style.ts";

/**
 * Gives jsdom, which has no layout, the three measurements that Mermaid asks a browser for, with the metrics of B612.
 * This folder is all that stands between Mermaid and Node: drop it when Mermaid measures text without a browser.
 */
export function giveBoxes(window: DOMWindow, style: TextStyle): void {
  setTextStyle(style);
  const measurements = {
    getBBox(this: Element) {
      return elementBox(this);
    },
    getBoundingClientRect(this: Element) {
      const { x, y, width, height } = elementBox(this);
      return { x, y, width, height, left: x, top: y, right: x + width, bottom: y + height };
    },
    getComputedTextLength(this: Element) {
      return textLength(this);
    },
  };
  for (const prototype of [window.Element.prototype, window.HTMLElement.prototype, window.SVGElement.prototype]) {
    Object.assign(prototype, measurements);
  }
}
