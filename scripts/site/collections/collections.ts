import { docsLoader, i18nLoader } from "@astrojs/starlight/loaders";
import { docsSchema, i18nSchema } from "@astrojs/starlight/schema";
import { z } from "astro/zod";
import { defineCollection } from "astro:content";
import type { MadeExperimentPage } from "#lessons/made-pages/experiments/pages.ts";
import type { MadeIssuePage } from "#lessons/made-pages/issues/pages.ts";
import type { MadePage } from "#lessons/made-pages/made-page.ts";
import { type LabData, labLoader } from "./lab-loader.ts";
import { madePages } from "./made-pages.ts";

const positive = z.number().int().positive();

export const collections = {
  docs: defineCollection({
    loader: docsLoader(),
    schema: docsSchema({
      extend: z.object({
        /** Set by authors: the page is a lesson of a course. */
        lesson: z.strictObject({ number: positive, level: z.string() }).optional(),
        /** Set by authors: the page is this part of the lesson whose folder it is in; `index.md` is part 1 and does not say so. */
        part: positive.min(2).optional(),
        /** Set by pages/labs/[lab].astro. */
        lab: z
          .object({ number: positive, of: positive, minutes: positive, points: positive, real: z.boolean() })
          .optional(),
        /** Set by pages/issues/[issue].astro. */
        issue: z.string().optional(),
        /** Set by pages/experiments/[experiment].astro. */
        experiment: z.boolean().optional(),
      }),
    }),
  }),
  i18n: defineCollection({ loader: i18nLoader(), schema: i18nSchema() }),
  // The loader holds each lab to labs/lab.schema.json.
  labs: defineCollection({ loader: labLoader(), schema: z.custom<LabData>() }),
  issues: defineCollection({
    loader: madePages({
      at: "issues",
      module: "lessons/made-pages/issues/pages.ts",
      watch: ({ issues }) => issues,
    }),
    schema: z.custom<MadeIssuePage>(),
  }),
  experiments: defineCollection({
    loader: madePages({
      at: "experiments",
      module: "lessons/made-pages/experiments/pages.ts",
      watch: ({ experiments }) => experiments,
    }),
    schema: z.custom<MadeExperimentPage>(),
  }),
  reference: defineCollection({
    loader: madePages({ at: "reference", module: "lessons/made-pages/reference/pages.ts", watch: () => "docs" }),
    schema: z.custom<MadePage>(),
  }),
};
