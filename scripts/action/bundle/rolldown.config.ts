import { defineConfig, type Plugin } from "rolldown";
import { licences } from "./licences.ts";

/** What GitHub's runner and exported repositories run: our code with all that it needs, checked in. */
export default defineConfig({
  input: {
    grade: "scripts/action/grade.ts",
    report: "scripts/action/report.ts",
    cli: "scripts/commands/lab-repository.ts",
    watchdog: "scripts/commands/grade/watchdog.mjs",
  },
  platform: "node",
  plugins: [withoutUnzip(), licences()],
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

/** What @actions/artifact unpacks artifacts with is left out: we only upload with it, and a package in it declares no licence. */
function withoutUnzip(): Plugin {
  return {
    name: "without-unzip",
    resolveId: (id) => (id === "unzip-stream" ? "\0without-unzip" : null),
    load: (id) => (id === "\0without-unzip" ? "export default undefined;" : null),
  };
}
