import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkFences } from "./check-fences.ts";
import { DiagramError, type Diagram } from "./diagram.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fences-"));
});

afterAll(() => rm(folder, { recursive: true }));

const drawn: Diagram = { kind: "flowchart", title: "", description: "", width: 1, height: 1, svg: "", text: [] };

/** Refuses every line that says `broken`. */
async function render(source: string): Promise<Diagram> {
  const problems = source
    .split("\n")
    .flatMap((line, index) => (line.includes("broken") ? [{ line: index + 1, reason: "it is broken" }] : []));
  if (problems.length > 0) throw new DiagramError(problems);
  return drawn;
}

test("all broken diagrams of all files are reported together, with their places", async () => {
  const fence = "```mermaid\nflowchart TB\n  broken one\n```\n";
  await writeFile(
    join(folder, "b.md"),
    `---\ntitle: B\n---\n\n${fence}\n- item\n\n  \`\`\`mermaid\n  broken two\n  \`\`\`\n`,
  );
  await writeFile(join(folder, "a.mdx"), `import X from "x";\n\n${fence}\n\`\`\`mermaid\nfine\n\`\`\`\n`);
  const { diagrams, messages } = await checkFences([folder], render);
  expect(diagrams).toBe(4);
  const relativeTo = (message: string): string => message.slice(message.search(/[ab]\.mdx?:/));
  expect(messages.map(relativeTo)).toMatchInlineSnapshot(`
    [
      "a.mdx:5: mermaid: it is broken
        5 | broken one",
      "b.md:7: mermaid: it is broken
        7 | broken one",
      "b.md:13: mermaid: it is broken
        13 | broken two",
    ]
  `);
});

test("our own failure is not blamed on the author", async () => {
  const failing = (): Promise<Diagram> => Promise.reject(new Error("the thread died"));
  await expect(checkFences([folder], failing)).rejects.toThrow("the thread died");
});

test("pictures that are not there are reported too", async () => {
  await writeFile(join(folder, "c.md"), "---\ntitle: C\n---\n\n> ![The tower](tower.svg)\n");
  const { messages } = await checkFences([folder], render);
  const message = messages.find((one) => one.includes("c.md"));
  expect(message?.slice(message.indexOf("c.md"))).toMatchInlineSnapshot(`
    "c.md:5: picture: there is no such file beside the page
        5 | ![The tower](tower.svg)"
  `);
});
