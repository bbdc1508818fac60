import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AstroIntegration } from "astro";
import type Sharp from "sharp";
import { cardAddress } from "./address.ts";
import { cardSvg } from "./card.ts";
import { cardOfPage } from "./page-card.ts";

/** The folder where drawn cards are kept from one build to the next. */
const cacheFolder = new URL("../../../.cache/cards/", import.meta.url);

/**
 * An Astro integration that draws a card for each page: the picture that other sites show beside a link (Open Graph's
 * `og:image`). Its address has to be a whole one, so a build that does not know the site's address draws none.
 */
export function cards(): AstroIntegration {
  let site: string | undefined;
  return {
    name: "cards",
    hooks: {
      "astro:config:done": ({ config }) => {
        site = config.site;
      },
      "astro:build:done": async ({ dir, pages, logger }) => {
        if (!site) return;
        // No link leads to the page of unknown addresses.
        const linked = pages.filter(({ pathname }) => !pathname.startsWith("404"));
        // Only here, as other builds need it not; and by `require`, as Astro imports nothing any more when a build is done.
        const sharp = createRequire(import.meta.url)("sharp") as typeof Sharp;
        for (const { pathname } of linked) {
          const card = cardOfPage(await readFile(new URL(`${pathname}index.html`, dir), "utf8"));
          if (!card) throw new Error(`${pathname}: expected a title (h1) to draw a card from; the page has none`);
          const file = new URL(cardAddress(pathname), dir);
          await mkdir(new URL("./", file), { recursive: true });
          await writeFile(file, await png(sharp, cardSvg(card)));
        }
        logger.info(`${linked.length} cards`);
      },
    },
  };
}

async function png(sharp: typeof Sharp, svg: string): Promise<Buffer> {
  const file = new URL(`${createHash("sha256").update(svg).digest("hex").slice(0, 32)}.png`, cacheFolder);
  try {
    return await readFile(file);
  } catch {
    // Not drawn yet.
  }
  const picture = await sharp(Buffer.from(svg)).png({ palette: true }).toBuffer();
  await mkdir(cacheFolder, { recursive: true });
  await writeFile(file, picture);
  return picture;
}
