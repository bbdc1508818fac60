import type { unified } from "@astrojs/markdown-remark";
import type { AstroIntegrationLogger } from "astro";
import type { Course } from "#course/course.ts";

/** What of Astro is needed to set up what its Markdown goes through. */
export interface MarkdownSetup {
  /** `sync` and the development server stop for nothing. */
  command: "dev" | "build" | "sync";
  course: Course;
  processor: ReturnType<typeof unified>;
  logger: Pick<AstroIntegrationLogger, "info" | "warn">;
}
