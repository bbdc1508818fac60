import type { MermaidConfig } from "mermaid";

const fontFamily = "B612, sans-serif";

const fontSize = 14;

/** How text is set where Mermaid measures it: group titles as in `scripts/site/styles/diagrams.css`, the rest as by Mermaid. */
export const textStyle = { fontSize, bold: ".cluster-label", centered: ".node:not([class*=statediagram]) .label" };

/** Colours are left to the site's style sheet; this is only what moves boxes and lines. Lengths in px. */
export const mermaidConfiguration: MermaidConfig = {
  startOnLoad: false,
  suppressErrorRendering: true,
  securityLevel: "strict",
  deterministicIds: true,
  handDrawnSeed: 1,
  htmlLabels: false,
  layout: "elk",
  look: "classic",
  theme: "base",
  fontFamily,
  fontSize,
  themeVariables: { fontFamily, fontSize: `${fontSize}px` },
  flowchart: {
    useMaxWidth: false,
    wrappingWidth: 200,
    minNodeWidth: 0,
    nodeSpacing: 32,
    rankSpacing: 40,
    padding: 12,
    subGraphTitleMargin: { top: 6, bottom: 6 },
  },
  state: { useMaxWidth: false, wrappingWidth: 200, minNodeWidth: 0, nodeSpacing: 32, rankSpacing: 40 },
  sequence: {
    useMaxWidth: false,
    wrap: true,
    mirrorActors: false,
    width: 120,
    height: 56,
    actorMargin: 16,
    boxMargin: 8,
    noteMargin: 8,
    messageMargin: 30,
    diagramMarginX: 8,
    actorFontFamily: fontFamily,
    messageFontFamily: fontFamily,
    noteFontFamily: fontFamily,
  },
};
