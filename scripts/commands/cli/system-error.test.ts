import { readFile } from "node:fs/promises";
import { constants } from "node:os";
import { expect, it } from "vitest";
import { refusedRight, systemWords } from "./system-error.ts";

it("a missing right is told with the path and what to do", () => {
  const refused = Object.assign(new Error("EACCES: permission denied, open 'labs/one/exercise/web.yaml'"), {
    code: "EACCES",
    errno: -constants.errno.EACCES,
    path: "labs/one/exercise/web.yaml",
  });
  expect(refusedRight(refused)).toMatchInlineSnapshot(
    `"labs/one/exercise/web.yaml: permission denied. Next: see with \`ls -l\` whose it is, and give yourself the right to it."`,
  );
});

it("other errors are not about rights", async () => {
  const missing: unknown = await readFile("no/such/file").catch((error: unknown) => error);
  expect([refusedRight(missing), systemWords(missing)]).toEqual([undefined, "no such file or directory"]);
  expect([refusedRight(new Error("ours")), systemWords(new Error("ours")), systemWords("text")]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
