import type { Root } from "mdast";
import type { TextDirective } from "mdast-util-directive";
import { visit } from "unist-util-visit";
import { isRole } from "#lessons/roles.ts";

/**
 * A remark plugin that turns `:store[etcd]` into a role chip, `<span class="role role-store">etcd</span>`, with the same roles as in diagrams.
 * A directive without a label, such as the `:node` of `registry:node`, stays the text that it is.
 */
export function remarkRoles(): (tree: Root) => void {
  return (tree) =>
    visit(tree, "textDirective", (node: TextDirective) => {
      if (!isRole(node.name) || node.children.length === 0) return;
      node.data = { hName: "span", hProperties: { className: ["role", `role-${node.name}`] } };
    });
}
