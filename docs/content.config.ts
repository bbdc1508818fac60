import { docsLoader, i18nLoader } from "@astrojs/starlight/loaders";
import { docsSchema, i18nSchema } from "@astrojs/starlight/schema";
import { z } from "astro/zod";
import { defineCollection } from "astro:content";
import { type LabData, labLoader } from "#lessons/lab-loader.ts";

const positive = z.number().int().positive();

export const collections = {
  docs: defineCollection({
    loader: docsLoader(),
    schema: docsSchema({
      extend: z.object({
        /** Set by authors: the page is a lesson of a course. */
        lesson: z.object({ number: positive, of: positive, level: z.string() }).optional(),
        /** Set by pages/labs/[lab].astro. */
        lab: z.object({ minutes: positive, points: positive }).optional(),
      }),
    }),
  }),
  i18n: defineCollection({ loader: i18nLoader(), schema: i18nSchema() }),
  // The loader holds each lab to labs/lab.schema.json.
  labs: defineCollection({ loader: labLoader(), schema: z.custom<LabData>() }),
};
