import type { StarlightUserConfig } from "@astrojs/starlight/types";
import { terminalBlocks } from "#lessons/terminal/blocks.ts";

/** How code and terminals look, for Expressive Code. */
export const CODE_BLOCKS: StarlightUserConfig["expressiveCode"] = {
  themes: ["github-dark", "github-light"],
  plugins: [terminalBlocks()],
  useStarlightUiThemeColors: false,
  // Contrast of the tokens is computed against these, so they are the values of tokens.css.
  customizeTheme: (theme) => {
    theme.bg = theme.type === "dark" ? "#0c0e11" : "#f2f3f5";
    theme.colors["editor.background"] = theme.bg;
    theme.colors["terminal.background"] = theme.bg;
  },
  styleOverrides: {
    borderRadius: "4px",
    borderColor: "var(--line)",
    codeBackground: "var(--panel)",
    codeFontSize: "0.875rem",
    codeLineHeight: "1.5",
    uiFontSize: "0.8125rem",
    frames: {
      frameBoxShadowCssValue: "none",
      editorActiveTabBackground: "var(--panel)",
      editorActiveTabForeground: "var(--ink)",
      editorActiveTabBorderColor: "transparent",
      editorActiveTabIndicatorTopColor: "transparent",
      editorActiveTabIndicatorBottomColor: "transparent",
      editorBackground: "var(--panel)",
      editorTabBarBackground: "var(--panel-title)",
      editorTabBarBorderColor: "var(--line)",
      editorTabBarBorderBottomColor: "var(--line)",
      terminalBackground: "var(--panel)",
      terminalTitlebarBackground: "var(--panel-title)",
      terminalTitlebarForeground: "var(--ink)",
      terminalTitlebarBorderBottomColor: "var(--line)",
      terminalTitlebarDotsForeground: "var(--muted)",
      terminalTitlebarDotsOpacity: "1",
      inlineButtonForeground: "var(--ink)",
      tooltipSuccessBackground: "var(--sign)",
      tooltipSuccessForeground: "var(--sign-ink)",
    },
  },
};
