import { unified } from "@astrojs/markdown-remark";
import starlight from "@astrojs/starlight";
import { defineConfig } from "astro/config";
import { checkride } from "./scripts/site/plugin.ts";

// A build talks to nobody.
process.env.ASTRO_TELEMETRY_DISABLED = "1";

const title = "Checkride";
const description = "Kubernetes lessons that can be broken, and labs that grade themselves.";

export default defineConfig({
  site: process.env.CHECKRIDE_SITE || undefined,
  base: process.env.CHECKRIDE_BASE ?? "/",
  srcDir: "./docs",
  publicDir: "./docs/public",
  // Starlight reads these two before any plugin can set them.
  trailingSlash: "always",
  markdown: { processor: unified() },
  integrations: [starlight({ title, description, plugins: [checkride({ lessons: { beginner: 14 } })] })],
});
