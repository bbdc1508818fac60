import { createMarkdownProcessor } from "@astrojs/markdown-remark";
import { expect, test } from "vitest";
import { rehypeBaseLinks } from "./base-links.ts";

async function hrefs(markdown: string, base: string): Promise<string[]> {
  const processor = await createMarkdownProcessor({ rehypePlugins: [[rehypeBaseLinks, { base }]] });
  const { code } = await processor.render(markdown);
  return Array.from(code.matchAll(/href="([^"]*)"/g), ([, href = ""]) => href);
}

const markdown =
  "[lab](/labs/self-healing/#checks) [here](#gate) [other](https://kubernetes.io/) [same scheme](//kubernetes.io/)";

test("an address on this site gets the base path, others stay", async () => {
  const expected = ["/checkride/labs/self-healing/#checks", "#gate", "https://kubernetes.io/", "//kubernetes.io/"];
  expect(await hrefs(markdown, "/checkride/")).toEqual(expected);
  expect(await hrefs(markdown, "/checkride")).toEqual(expected);
});

test("nothing changes at the root of a host", async () => {
  expect(await hrefs("[lab](/labs/self-healing/)", "/")).toEqual(["/labs/self-healing/"]);
});
