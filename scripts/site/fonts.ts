import type { AstroConfig } from "astro";
import { fontProviders } from "astro/config";

/** By its package and not by where that is, of which Astro makes names: a build is the same in every folder. */
const file = (name: string, weight: number): string => `@fontsource/${name}/files/${name}-latin-${weight}-normal.woff2`;

/** The fonts of the site, for Astro, and what stands in for them until they have come: of the widths that B612 has (styles/fonts.css). */
export const FONTS: NonNullable<AstroConfig["fonts"]> = [
  {
    name: "B612",
    cssVariable: "--font-b612",
    provider: fontProviders.local(),
    display: "optional",
    fallbacks: ["B612 of Arial", "B612 of Roboto", "B612 of DejaVu", "sans-serif"],
    optimizedFallbacks: false,
    options: {
      variants: [
        { weight: 400, style: "normal", src: [file("b612", 400)] },
        { weight: 700, style: "normal", src: [file("b612", 700)] },
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
    options: { variants: [{ weight: 400, style: "normal", src: [file("b612-mono", 400)] }] },
  },
];
