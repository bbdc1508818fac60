import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "node",
          include: ["scripts/**/*.test.ts"],
          exclude: ["**/*.kind.test.ts", "**/*.browser.test.ts"],
        },
      },
      {
        test: { name: "browser", include: ["scripts/**/*.browser.test.ts"], testTimeout: 60_000, hookTimeout: 120_000 },
      },
      {
        test: {
          name: "kind",
          include: ["scripts/**/*.kind.test.ts"],
          // Some stop nodes and components of the one cluster.
          fileParallelism: false,
          globalSetup: "scripts/grader/clusters/kind/provide-cluster.ts",
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
