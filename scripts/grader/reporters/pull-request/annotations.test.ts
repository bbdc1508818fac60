import { expect, it } from "vitest";
import { check, failedCheck, graded, verdict } from "#reporters/testing/sample-run.ts";
import { annotations } from "./annotations.ts";

it("a failed check is a remark on the line that it comes from, with what a learner needs there", () => {
  const elsewhere = check("set-up", "fail", { locations: [{ file: "setup/service.yaml", line: 1, column: 1 }] });
  const nowhere = check("nowhere", "fail");
  const lab = graded(verdict("fail", [check("fine", "pass"), failedCheck, elsewhere, nowhere]));
  expect(annotations(lab)).toMatchInlineSnapshot(`
    [
      {
        "column": 13,
        "line": 6,
        "message": "found: 1 of 3 are ready
    expected: Deployment/web status.readyReplicas 3
    found: 1
    expected: Deployment/web spec.template {"spec":{"a":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
    found: nothing
    expected: Pod with app=web
    found: nothing
    held: true for 4.3 s at most
    observed: Pod/web-1 ErrImagePull: no such image nginx:1.92
    observed: Pod/web-1 Failed
    observed: Pod/web-1 BackOff: again
    hint: Look at \`spec.replicas\`.",
        "path": "labs/one/exercise/web.yaml",
        "title": "The check ready",
      },
    ]
  `);
});

it("issues come first, in their order", () => {
  const issue = (code: string, line: number) => ({
    code,
    path: "spec",
    location: { file: "web.yaml", line, column: 3 },
  });
  const issues = [issue("tab-indentation", 8), issue("unknown-field", 2)];
  const lab = graded(verdict("fail", [check("ready", "blocked")], { issues }));
  expect(annotations(lab).map(({ path, line, column, title }) => [path, line, column, title])).toEqual([
    ["labs/one/exercise/web.yaml", 8, 3, "tab-indentation"],
    ["labs/one/exercise/web.yaml", 2, 3, "unknown-field"],
  ]);
});
