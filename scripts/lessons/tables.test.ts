import { createMarkdownProcessor } from "@astrojs/markdown-remark";
import { expect, test } from "vitest";
import { rehypeTables } from "./tables.ts";

const processor = await createMarkdownProcessor({ rehypePlugins: [rehypeTables] });

test("each cell knows the heading of its column, and every part says what it is", async () => {
  const { code } = await processor.render("| Part | What *it* does |\n| --- | --- |\n| etcd | stores |\n| kubelet | |");
  expect(code).toMatchInlineSnapshot(`
    "<table role="table"><colgroup><col style="width:41%"><col style="width:59%"></colgroup>
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
  expect(await widths("| Key | Is |\n| --- | --- |\n| manifests | text |")).toEqual(["width:61%", "width:39%"]);
  expect(await widths("| Key | Is |\n| --- | --- |\n| `manifests` | text |")).toEqual(["width:64%", "width:36%"]);
});
