import { createMarkdownProcessor } from "@astrojs/markdown-remark";
import { expect, test } from "vitest";
import { rehypeTables } from "./tables.ts";

const processor = await createMarkdownProcessor({ rehypePlugins: [rehypeTables] });

test("each cell knows the heading of its column, and every part says what it is", async () => {
  const { code } = await processor.render("| Part | What *it* does |\n| --- | --- |\n| etcd | stores |\n| kubelet | |");
  expect(code).toMatchInlineSnapshot(`
    "<table role="table"><colgroup><col style="width:43%"><col style="width:57%"></colgroup>
    <thead role="rowgroup">
    <tr role="row">
    <th role="columnheader">Part</th>
    <th role="columnheader">What <em>it</em> does</th>
    </tr>
    </thead>
    <tbody role="rowgroup">
    <tr role="row">
    <td role="cell" data-label="Part">etcd</td>
    <td role="cell" data-label="What it does">stores</td>
    </tr>
    <tr role="row">
    <td role="cell" data-label="Part">kubelet</td>
    <td role="cell" data-label="What it does"></td>
    </tr>
    </tbody>
    </table>"
  `);
});

test("a word in code needs room for its frame", async () => {
  const widths = async (markdown: string) => (await processor.render(markdown)).code.match(/width:\d+%/g);
  expect(await widths("| Key | Is |\n| --- | --- |\n| manifests | text |")).toEqual(["width:63%", "width:37%"]);
  expect(await widths("| Key | Is |\n| --- | --- |\n| `manifests` | text |")).toEqual(["width:66%", "width:34%"]);
});

test("a long word keeps its column wide enough, however long the texts of the others are", async () => {
  const text = "a few words, and more of them, so that this column wants all the room that there is";
  const { code } = await processor.render(
    `| Who | What | Why |\n| --- | --- | --- |\n| Passengers | ${text} | ${text} |`,
  );
  const [first = 0] = [...code.matchAll(/width:(\d+)%/g)].map(([, percent]) => Number(percent));
  // Ten bold letters and the cell's padding, of 88 characters.
  expect(first).toBe(19);
});

test("a long name with hyphens takes no room from the texts beside it", async () => {
  const text = "a few words, and more of them, so that this column wants all the room that there is";
  const widths = async (name: string) =>
    (await processor.render(`| Who | What |\n| --- | --- |\n| ${name} | ${text} |`)).code.match(/width:\d+%/g);
  expect(await widths("cloud-controller-manager")).toEqual(await widths("cloud controller manager"));
});
