import { unified } from "@astrojs/markdown-remark";
import starlight from "@astrojs/starlight";
import { defineConfig, fontProviders } from "astro/config";
import starlightLinksValidator from "starlight-links-validator";
import { sitePages } from "./scripts/site/pages.ts";
import { rehypeBaseLinks } from "./scripts/lessons/markdown/base-links.ts";
import { cards } from "./scripts/lessons/cards/integration.ts";
import { diagrams } from "./scripts/lessons/diagrams/integration.ts";
import { lessons } from "./scripts/lessons/integration.ts";
import { remarkRoles } from "./scripts/lessons/markdown/role-chips.ts";
import { rehypeTables } from "./scripts/lessons/markdown/tables.ts";
import { terminalBlocks } from "./scripts/lessons/terminal/blocks.ts";

// A build talks to nobody.
process.env.ASTRO_TELEMETRY_DISABLED = "1";

const base = process.env.CHECKRIDE_BASE ?? "/";
const site = process.env.CHECKRIDE_SITE;

const [b612, b612Mono] = ["b612", "b612-mono"].map(
  (name) => (weight) => `./node_modules/@fontsource/${name}/files/${name}-latin-${weight}-normal.woff2`,
);

/** A sitemap holds whole addresses: without a site there is none, and Starlight is kept from warning about it. */
const noSitemap = { name: "@astrojs/sitemap", hooks: {} };

export default defineConfig({
  ...(site && { site }),
  base,
  srcDir: "./docs",
  publicDir: "./docs/public",
  trailingSlash: "always",
  markdown: {
    // Not Astro's default engine: lessons, their tests and the site share unified's syntax tree.
    processor: unified({ remarkPlugins: [remarkRoles], rehypePlugins: [[rehypeBaseLinks, { base }], rehypeTables] }),
  },
  fonts: [
    {
      name: "B612",
      cssVariable: "--font-b612",
      provider: fontProviders.local(),
      display: "optional",
      // Of the widths that B612 has: scripts/site/styles/fonts.css.
      fallbacks: ["B612 of Arial", "B612 of Roboto", "B612 of DejaVu", "sans-serif"],
      optimizedFallbacks: false,
      options: {
        variants: [
          { weight: 400, style: "normal", src: [b612(400)] },
          { weight: 700, style: "normal", src: [b612(700)] },
        ],
      },
    },
    {
      name: "B612 Mono",
      cssVariable: "--font-b612-mono",
      provider: fontProviders.local(),
      display: "optional",
      fallbacks: ["B612 Mono of others", "monospace"],
      optimizedFallbacks: false,
      options: { variants: [{ weight: 400, style: "normal", src: [b612Mono(400)] }] },
    },
  ],
  integrations: [
    sitePages(),
    ...(site ? [] : [noSitemap]),
    // Before the diagrams: figures have the letter of their part.
    lessons(),
    diagrams({ contentDir: ["docs/content", "labs"] }),
    cards(),
    starlight({
      title: "Checkride",
      description: "Kubernetes lessons that can be broken, and labs that grade themselves.",
      favicon: "/favicon.svg",
      disable404Route: true,
      // Made by the middleware; Starlight's own would hold every page, on every page.
      sidebar: [],
      routeMiddleware: "./scripts/site/navigation.ts",
      tableOfContents: { minHeadingLevel: 2, maxHeadingLevel: 2 },
      markdown: { processedDirs: ["./labs"] },
      components: {
        Head: "./scripts/site/components/Head.astro",
        Hero: "./scripts/site/components/Hero.astro",
        PageTitle: "./scripts/site/components/PageTitle.astro",
        SiteTitle: "./scripts/site/components/SiteTitle.astro",
      },
      customCss: [
        "./scripts/site/styles/fonts.css",
        "./scripts/site/styles/tokens.css",
        "./scripts/site/styles/text.css",
        "./scripts/site/styles/frame.css",
        "./scripts/site/styles/roles.css",
        "./scripts/site/styles/terminal.css",
        "./scripts/site/styles/lesson.css",
        "./scripts/site/styles/diagrams.css",
        "./scripts/site/styles/print.css",
      ],
      expressiveCode: {
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
      },
      plugins: [
        starlightLinksValidator({
          exclude: ["labs", "issues", "experiments"].map((list) => `${base.replace(/\/?$/, "/")}${list}/`),
        }),
      ],
    }),
  ],
});
