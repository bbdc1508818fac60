import { defineConfig } from "vitest/config";

/** A test that asserts nothing fails, and so do tests of each item of an empty list: both would be green over nothing. */
const nothingIsNoTest = {
  expect: { requireAssertions: true },
  setupFiles: "scripts/testing/refuse-empty-lists.ts",
};

/** Tests on one real cluster, a file after the other: some change its nodes. */
const onKind = (name: string, include: string) => ({
  test: {
    ...nothingIsNoTest,
    name,
    include: [include],
    fileParallelism: false,
    globalSetup: "scripts/clusters/kind/testing/provide-cluster.ts",
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...nothingIsNoTest,
          name: "node",
          // Many of them wait for a process or a server of their own.
          maxWorkers: "100%",
          // No test measures time: a slow machine must not fail one.
          testTimeout: 30_000,
          hookTimeout: 60_000,
          include: ["scripts/**/*.test.ts"],
          exclude: ["**/*.{kind,alone,long,browser}.test.ts"],
        },
      },
      {
        test: {
          ...nothingIsNoTest,
          name: "browser",
          // A browser has many processes itself: two would wait for each other.
          maxWorkers: 1,
          include: ["scripts/**/*.browser.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      onKind("kind", "scripts/**/*.kind.test.ts"),
      // What changes nodes and components has a cluster of its own, so that it can run beside the project before.
      onKind("alone", "scripts/**/*.alone.test.ts"),
      // What kills nodes and control planes takes too long for every change.
      onKind("long", "scripts/**/*.long.test.ts"),
    ],
  },
});
