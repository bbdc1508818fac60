import type { unified } from "@astrojs/markdown-remark";
import type { AstroIntegrationLogger } from "astro";

/** What of Astro is needed to set up what its Markdown goes through. */
export interface MarkdownSetup {
  /** `sync` and the development server stop for nothing. */
  command: "dev" | "build" | "sync";
  /** The project's folder. */
  root: string;
  processor: ReturnType<typeof unified>;
  logger: Pick<AstroIntegrationLogger, "info" | "warn">;
}
