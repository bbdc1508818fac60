import { createMarkdownProcessor } from "@astrojs/markdown-remark";
import remarkDirective from "remark-directive";
import { expect, test } from "vitest";
import { remarkRoles } from "./role-chips.ts";

const processor = await createMarkdownProcessor({ remarkPlugins: [remarkDirective, remarkRoles] });

async function html(markdown: string): Promise<string> {
  const { code } = await processor.render(markdown);
  return code;
}

test("a role with a label becomes a chip", async () => {
  expect(await html("The :control-plane[kube-apiserver] alone talks to :store[etcd].")).toMatchInlineSnapshot(
    `"<p>The <span class="role role-control-plane">kube-apiserver</span> alone talks to <span class="role role-store">etcd</span>.</p>"`,
  );
});

test("each role has its chip", async () => {
  expect(await html(":node[kubelet] :pod[Pod] :outside[kubectl] :failed[NotReady]")).toMatchInlineSnapshot(
    `"<p><span class="role role-node">kubelet</span> <span class="role role-pod">Pod</span> <span class="role role-outside">kubectl</span> <span class="role role-failed">NotReady</span></p>"`,
  );
});

test("a chip may hold code, and stand in a table", async () => {
  expect(await html("| Part |\n| --- |\n| :node[`kubelet`] |")).toMatchInlineSnapshot(`
    "<table>
    <thead>
    <tr>
    <th>Part</th>
    </tr>
    </thead>
    <tbody>
    <tr>
    <td><span class="role role-node"><code>kubelet</code></span></td>
    </tr>
    </tbody>
    </table>"
  `);
});

test("a word after a colon is no role, with or without a label", async () => {
  expect(await html("The image registry:node and :gate[A1].")).not.toContain("role");
});
