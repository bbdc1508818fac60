import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { generatedFiles } from "./generated-files.ts";

test("the generated files are what `npm run generate` writes now", async () => {
  const files = await generatedFiles();
  const stale = [...files].filter(([path, text]) => !existsSync(path) || readFileSync(path, "utf8") !== text);
  expect(stale.map(([path]) => path)).toEqual([]);
  expect([...files.keys()]).toContain("scripts/grader/core/kubernetes/generated/validators.js");
});
