import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

/** Every schema inside a schema. */
function* schemas(schema: unknown): Generator<Record<string, unknown>> {
  if (typeof schema !== "object" || schema === null) return;
  yield schema as Record<string, unknown>;
  for (const inner of Object.values(schema)) yield* schemas(inner);
}

it.each(["lab", "survivors"])("every pattern in %s.schema.json has an example for people, which fits it", (name) => {
  const schema: unknown = JSON.parse(
    readFileSync(new URL(`../../../../labs/${name}.schema.json`, import.meta.url), "utf8"),
  );
  for (const { pattern, examples } of schemas(schema)) {
    if (typeof pattern !== "string") continue;
    expect(examples, pattern).toEqual([expect.stringMatching(new RegExp(pattern))]);
  }
});
