import { defineConfig } from "rolldown";
import { licences } from "./licences.ts";

/** What GitHub's runner and exported repositories run: our code with all that it needs, checked in. */
export default defineConfig({
  input: { grade: "scripts/action/grade.ts", report: "scripts/action/report.ts", cli: "scripts/commands/main.ts" },
  platform: "node",
  plugins: [licences()],
  output: {
    dir: ".github/actions/bundle",
    cleanDir: true,
    format: "esm",
    entryFileNames: "[name].mjs",
    chunkFileNames: "[name].mjs",
    minify: true,
    comments: false,
  },
});
