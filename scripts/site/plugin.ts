import { fileURLToPath } from "node:url";
import { isUnifiedProcessor } from "@astrojs/markdown-remark";
import type { HookParameters, StarlightPlugin, StarlightUserConfig } from "@astrojs/starlight/types";
import type { AstroConfig } from "astro";
import starlightLinksValidator from "starlight-links-validator";
import { type Course, courseAt, pathOf } from "#course/course.ts";
import { cards } from "#lessons/cards/integration.ts";
import { setUpDiagrams } from "#lessons/diagrams/set-up.ts";
import { rehypeBaseLinks } from "#lessons/markdown/base-links.ts";
import { remarkRoles } from "#lessons/markdown/role-chips.ts";
import type { MarkdownSetup } from "#lessons/markdown/setup.ts";
import { rehypeTables } from "#lessons/markdown/tables.ts";
import { setUpLessons } from "#lessons/set-up.ts";
import { CODE_BLOCKS } from "./code-blocks.ts";
import { noSitemap, sitePages } from "./integration.ts";

type Setup = HookParameters<"config:setup">;

/** What an author says of the course as a whole. */
export interface CheckrideOptions {
  /** How many lessons each level will have when all are written; without it, as many as there are. */
  lessons?: Readonly<Record<string, number>>;
}

/** A Starlight plugin that makes a site of a course: its lessons, labs, experiments and issues, with the look and the navigation that they need. */
export function checkride({ lessons = {} }: CheckrideOptions = {}): StarlightPlugin {
  return {
    name: "checkride",
    hooks: {
      "config:setup": async (setup) => {
        const { addIntegration, addRouteMiddleware, astroConfig, config, updateConfig } = setup;
        const problem = configProblem(astroConfig) ?? lessonsProblem(lessons);
        if (problem !== undefined) throw new Error(`astro.config.mjs: ${problem}`);
        const course = courseAt(fileURLToPath(astroConfig.root));
        updateConfig(starlightConfig(config, course));
        addRouteMiddleware({ entrypoint: siteFile("navigation.ts") });
        await setUpMarkdown(setup, course);
        addIntegration(sitePages(course, lessons));
        if (!astroConfig.site) addIntegration(noSitemap);
        addIntegration(cards());
        await setUpLinksValidator(setup);
      },
    },
  };
}

const siteFile = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** What Astro takes from nobody but its own configuration. */
function configProblem({ markdown: { processor }, trailingSlash }: AstroConfig): string | undefined {
  if (!processor || !isUnifiedProcessor(processor))
    return `markdown.processor is ${processor?.name ?? "missing"}; expected unified(), for which the Markdown plugins of lessons are written.\nNext: import { unified } from "@astrojs/markdown-remark", and add markdown: { processor: unified() }.`;
  if (trailingSlash !== "always")
    return `trailingSlash is "${trailingSlash}"; expected "always", as links in lessons end with a slash.\nNext: add trailingSlash: "always".`;
  return undefined;
}

function lessonsProblem(lessons: Readonly<Record<string, number>>): string | undefined {
  const wrong = Object.entries(lessons).find(([, count]) => !Number.isInteger(count) || count < 1);
  return (
    wrong &&
    `checkride: lessons.${wrong[0]} is ${JSON.stringify(wrong[1])}; expected how many lessons that level will have.\nNext: write a number, such as lessons: { ${wrong[0]}: 14 }, or leave it out.`
  );
}

/** What an author has set comes last, so that it counts. */
function starlightConfig(
  { components, customCss = [], ...own }: StarlightUserConfig,
  { labs }: Course,
): Partial<StarlightUserConfig> {
  return {
    disable404Route: true,
    // Made by the middleware; Starlight's own would hold every page, on every page.
    sidebar: [],
    tableOfContents: own.tableOfContents ?? { minHeadingLevel: 2, maxHeadingLevel: 2 },
    markdown: { ...own.markdown, processedDirs: [`./${labs}`, ...(own.markdown?.processedDirs ?? [])] },
    components: {
      ...Object.fromEntries(COMPONENTS.map((name) => [name, siteFile(`components/${name}.astro`)])),
      ...components,
    },
    customCss: [...STYLES.map((name) => siteFile(`styles/${name}.css`)), ...customCss],
    expressiveCode: own.expressiveCode ?? CODE_BLOCKS,
  };
}

/** Starlight's components that are ours. */
const COMPONENTS = ["Head", "Hero", "PageTitle", "SiteTitle"];

/** The styles, in their order. */
const STYLES = ["fonts", "tokens", "text", "frame", "roles", "terminal", "lesson", "diagrams", "print"];

/** Starlight adds its own Markdown plugins after this hook; one of them makes text of every directive that it does not know, so ours come before. */
async function setUpMarkdown({ astroConfig, command, logger }: Setup, course: Course): Promise<void> {
  const { base, markdown } = astroConfig;
  const { processor } = markdown;
  if (command === "preview" || !isUnifiedProcessor(processor)) return;
  processor.options.remarkPlugins.push(remarkRoles);
  processor.options.rehypePlugins.push([rehypeBaseLinks, { base }], rehypeTables);
  const setup = (name: string): MarkdownSetup => ({ command, course, processor, logger: logger.fork(name) });
  // Before the diagrams: figures have the letter of their part.
  await setUpLessons(setup("lessons"));
  await setUpDiagrams(
    setup("diagrams"),
    [course.content, course.labs].map((folder) => pathOf(course, folder)),
  );
}

/** An author who has the validator among the plugins of the site has set it up alone. */
async function setUpLinksValidator(setup: Setup): Promise<void> {
  const name = "starlight-links-validator";
  const { plugins = [] } = setup.config as { plugins?: StarlightPlugin[] };
  if (plugins.some((plugin) => plugin.name === name)) return;
  const base = setup.astroConfig.base.replace(/\/?$/, "/");
  // Lists that are made of folders of data.
  const exclude = ["labs", "issues", "experiments"].map((list) => `${base}${list}/`);
  await starlightLinksValidator({ exclude }).hooks["config:setup"]?.(setup);
}
