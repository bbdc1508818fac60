import { expect, it } from "vitest";
import type { Part } from "#lessons/lesson.ts";
import { runnableCommands } from "./blocks.ts";

const fence = (attributes: string) => `\`\`\`bash ${attributes}\nkubectl get nodes\n\`\`\`\n\n`;
const page = (id: string, ...fences: string[]): Part => ({
  file: `docs/content/docs/${id}.md`,
  id,
  frontmatter: {},
  text: fences.join(""),
  number: 1,
  sign: "",
});

const run = page("run", fence('run="client" name="nodes"'), fence('run="client" name="slow" nightly'));
const shown = page("shown", fence('run="no" why="There is no such cluster."'));

it("commands that are run come page by page, and pages without one are left out", () => {
  const names = runnableCommands([run, shown]).map(({ part, blocks }) => [part.id, ...blocks.map(({ name }) => name)]);
  expect(names).toEqual([["run", "nodes", "slow"]]);
  expect(runnableCommands([run], ({ nightly }) => nightly).flatMap(({ blocks }) => blocks.length)).toEqual([1]);
});

it("no command at all is refused: a recording and a test of none would be green", () => {
  for (const pages of [[], [shown]])
    expect(() => runnableCommands(pages)).toThrowErrorMatchingInlineSnapshot(
      `[Error: No command of a lesson that is run was found, so nothing would be checked.]`,
    );
});
