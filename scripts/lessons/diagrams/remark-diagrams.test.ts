import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createMarkdownProcessor } from "@astrojs/markdown-remark";
import { describe, expect, test, vi } from "vitest";
import { DiagramError, idPrefix, type Diagram } from "./diagram.ts";
import type { RenderDiagram } from "./drawing/render-diagram.ts";
import { remarkDiagrams, type RemarkDiagramsOptions } from "./remark-diagrams.ts";

const drawn: Diagram = {
  kind: "flowchart",
  title: "A & B",
  description: "From A to B.",
  width: 500,
  height: 40,
  svg: `<svg class="picture" viewBox="0 0 500 40" role="img" aria-labelledby="${idPrefix}-title"><title id="${idPrefix}-title">A &amp; B</title><g id="${idPrefix}-drawing"><path marker-end="url(#${idPrefix}-marker-1)"></path></g></svg>`,
  text: [{ text: "A", lines: [{ text: "→ B (yes)" }, { text: "→ C (no)" }] }],
};

async function toHtml(markdown: string, options: Partial<RemarkDiagramsOptions>, fileURL?: URL): Promise<string> {
  const all = { version: "1", render: async () => drawn, report: () => {}, ...options };
  const processor = await createMarkdownProcessor({ remarkPlugins: [[remarkDiagrams, all]], syntaxHighlight: false });
  const { code } = await processor.render(markdown, { ...(fileURL && { fileURL }) });
  return code;
}

test("a fence becomes a figure that can be enlarged without a script", async () => {
  const html = await toHtml("```mermaid\nflowchart TB\n```", {});
  expect(html.replaceAll("><", ">\n<")).toMatchInlineSnapshot(`
    "<figure id="figure-1" class="diagram" style="--diagram-width: 500px">
    <div class="diagram-box not-content" tabindex="0" role="group" aria-label="Figure 1">
    <svg class="picture" viewBox="0 0 500 40" role="img" aria-labelledby="figure-1-title">
    <title id="figure-1-title">A &#x26; B</title>
    <g id="figure-1-drawing">
    <path marker-end="url(#figure-1-marker-1)">
    </path>
    </g>
    </svg>
    </div>
    <figcaption>
    <span>
    <strong>Figure 1.</strong> A &#x26; B</span>
    <button type="button" command="show-modal" commandfor="figure-1-dialog">Enlarge</button>
    </figcaption>
    <details>
    <summary>Diagram as text</summary>
    <ul>
    <li>A<ul>
    <li>→ B (yes)</li>
    <li>→ C (no)</li>
    </ul>
    </li>
    </ul>
    </details>
    <dialog id="figure-1-dialog" closedby="any" aria-labelledby="figure-1-title">
    <button type="button" command="close" commandfor="figure-1-dialog">Close</button>
    <div class="diagram-box not-content" tabindex="0" role="group" aria-label="Figure 1, enlarged">
    <svg class="picture" viewBox="0 0 500 40" role="img" aria-labelledby="figure-1-title">
    <use href="#figure-1-drawing">
    </use>
    </svg>
    </div>
    </dialog>
    </figure>"
  `);
});

test("a picture that fits a phone has no larger view", async () => {
  const html = await toHtml("```mermaid\nflowchart TB\n```", { render: async () => ({ ...drawn, width: 300 }) });
  expect(html).not.toContain("<dialog");
  expect(html).not.toContain("<button");
});

test("figures are numbered through the page, and no id is used twice", async () => {
  const html = await toHtml("```mermaid\na\n```\n\n- item\n\n  ```mermaid\n  a\n  ```\n\n```js\nb\n```", {});
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(ids).toEqual([
    "figure-1",
    "figure-1-title",
    "figure-1-drawing",
    "figure-1-dialog",
    "figure-2",
    "figure-2-title",
    "figure-2-drawing",
    "figure-2-dialog",
  ]);
  expect(html).toContain("<strong>Figure 2.</strong>");
  expect(html).toContain("<pre><code");
});

test("in a part of a lesson the numbers of figures begin with its letter, their ids do not", async () => {
  const withSign = () => (_tree: unknown, file: { data: Record<string, unknown> }) => void (file.data["sign"] = "B");
  const options = { version: "1", render: async () => drawn, report: () => {} };
  const processor = await createMarkdownProcessor({ remarkPlugins: [withSign, [remarkDiagrams, options]] });
  const { code } = await processor.render("```mermaid\na\n```");
  expect(code).toContain("<strong>Figure B1.</strong>");
  expect(code).toContain('aria-label="Figure B1, enlarged"');
  expect(code).toContain('<figure id="figure-1"');
});

test("messages are numbered as in the drawing, notes and blocks are not", async () => {
  const text = [
    { number: 5, text: "A → B" },
    { text: "If: x", lines: [{ number: 6, text: "B → A" }] },
  ];
  const html = await toHtml("```mermaid\na\n```", { render: async () => ({ ...drawn, kind: "sequence", text }) });
  expect(html).toContain('<ol><li value="5">A → B</li><li>If: x<ol><li value="6">B → A</li></ol></li></ol>');
});

test("a broken diagram stays as code, and its line is that of the file with the frontmatter", async () => {
  const folder = await mkdtemp(join(tmpdir(), "page-"));
  const fence = "```mermaid\nflowchart TB\n  a --> end\n```\n";
  const file = join(folder, "page.md");
  await writeFile(file, `---\ntitle: A page\n---\n\n${fence}`);
  const messages: string[] = [];
  const render: RenderDiagram = () => Promise.reject(new DiagramError([{ line: 2, reason: "it is broken" }]));
  const html = await toHtml(fence, { render, report: (broken) => messages.push(...broken) }, pathToFileURL(file));
  await rm(folder, { recursive: true });
  expect(messages.map((message) => message.slice(message.indexOf("page.md")))).toEqual([
    "page.md:7: mermaid: it is broken\n    7 | a --> end",
  ]);
  expect(html).toContain("a --> end");
});

describe("a picture, an SVG file beside the page", () => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="40" viewBox="0 0 300 40">
<title>A tower</title><desc>A tower beside a runway.</desc><g class="role-node"><path d="M0 0"/></g></svg>`;

  async function pageWith(
    files: Record<string, string>,
    markdown: string,
    report?: (messages: readonly string[]) => void,
  ) {
    const folder = await mkdtemp(join(tmpdir(), "page-"));
    const path = join(folder, "page.md");
    for (const [name, text] of Object.entries({ ...files, "page.md": `---\ntitle: A\n---\n\n${markdown}` }))
      await writeFile(join(folder, name), text);
    try {
      return await toHtml(markdown, report ? { report } : {}, pathToFileURL(path));
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  test("becomes a figure, with its words and its number among the diagrams", async () => {
    const html = await pageWith({ "tower.svg": svg }, "```mermaid\nflowchart TB\n```\n\n![The tower](tower.svg)\n");
    expect(html.slice(html.indexOf('<figure id="figure-2"')).replaceAll("><", ">\n<")).toMatchInlineSnapshot(`
      "<figure id="figure-2" class="diagram" style="--diagram-width: 300px">
      <div class="diagram-box not-content" tabindex="0" role="group" aria-label="Figure 2">
      <svg class="picture" width="300" height="40" viewBox="0 0 300 40" role="img" aria-labelledby="figure-2-title" aria-describedby="figure-2-description">
      <title id="figure-2-title">A tower</title>
      <desc id="figure-2-description">A tower beside a runway.</desc>
      <g id="figure-2-drawing" class="drawing" aria-hidden="true">
      <g class="role-node">
      <path d="M0 0">
      </path>
      </g>
      </g>
      </svg>
      </div>
      <figcaption>
      <span>
      <strong>Figure 2.</strong> The tower</span>
      </figcaption>
      </figure>"
    `);
  });

  test("within a sentence, or of another kind, stays an image", async () => {
    const html = await pageWith({ "tower.svg": svg }, "See ![it](tower.svg).\n\n![A photo](/tower.png)\n");
    expect(html).not.toContain("<figure");
  });

  test.each([
    [{}, "there is no such file beside the page"],
    [{ "tower.svg": "<p>None</p>" }, "expected an svg element with its width and height in px"],
    [{ "tower.svg": svg.replace('width="300"', "") }, "expected an svg element with its width and height in px"],
    [
      { "tower.svg": svg.replace("<title>A tower</title>", "") },
      "expected a title and a desc in it, which tell it to those who do not see it",
    ],
  ])("that cannot be shown is reported with its line: %#", async (files, reason) => {
    const report = vi.fn<(messages: readonly string[]) => void>();
    await pageWith(files, "Text.\n\n![The tower](tower.svg)\n", report);
    const [[message] = []] = report.mock.calls[0] ?? [];
    expect(message?.slice(message.indexOf("page.md"))).toBe(
      `page.md:7: picture: ${reason}\n    7 | ![The tower](tower.svg)`,
    );
  });
});
