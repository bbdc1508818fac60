import { expect, it } from "vitest";
import { timelineMarkdown } from "./timeline.ts";

it("what the cluster did is a folded table in which nothing of a learner is Markdown", () => {
  const moment = { warning: true, object: "Pod/web-1", reason: "Failed" };
  const message = "</details> | **bold** @octocat <img src=x>";
  expect(
    timelineMarkdown("Serve a page", [
      { ...moment, milliseconds: 940, message },
      { milliseconds: 61_000, warning: false, object: "", reason: "NodeStopped", message: "worker" },
    ]),
  ).toMatchInlineSnapshot(`
    "<details>
    <summary>What the cluster did</summary>

    Serve a page

    | After | What | Message |
    | - | - | - |
    | 0.9 s | ⚠ \`Pod/web-1 Failed\` | \\</details> \\| \\*\\*bold\\*\\* @​octocat \\<img src=x> |
    | 61.0 s | \`NodeStopped\` | worker |

    </details>
    "
  `);
  expect(timelineMarkdown("Serve a page", [])).toBe("");
});
