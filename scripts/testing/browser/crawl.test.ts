import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { brokenTargets } from "./crawl.ts";
import { type ServedSite, serveSite } from "./site.ts";

/** A site of these files, by their paths. */
async function served(files: Record<string, string>): Promise<ServedSite> {
  const dist = await mkdtemp(join(tmpdir(), "crawl-"));
  for (const [path, html] of Object.entries({ "404.html": "Not found", ...files })) {
    await mkdir(join(dist, path, ".."), { recursive: true });
    await writeFile(join(dist, path), html);
  }
  const site = await serveSite({ dist });
  onTestFinished(async () => {
    await site.close();
    await rm(dist, { recursive: true });
  });
  return site;
}

/** What is broken, without the address of the server. */
async function broken(site: Pick<ServedSite, "url" | "pages">): Promise<string[]> {
  return (await brokenTargets(site)).map((problem) => problem.replaceAll(site.url, "/"));
}

it("links and assets of every page are followed", async () => {
  const site = await served({
    "index.html":
      '<a href="labs/#one">Labs</a><a href="labs/#two">Two</a><img src="none.svg"><a href="https://a.b/">A</a>',
    "labs/index.html": '<h2 id="one">One</h2><a href="../gone/">Gone</a>',
  });
  expect(await broken(site)).toMatchInlineSnapshot(`
    [
      "/: labs/#two: no such heading",
      "/: none.svg: no such page or file",
      "/labs/: ../gone/: no such page or file",
    ]
  `);
});

it("a page that is not there, and a site without a link, are no sound site", async () => {
  const site = await served({ "index.html": "Nothing" });
  expect(await broken({ ...site, pages: ["", "gone/"] })).toMatchInlineSnapshot(`
    [
      "/gone/: answered with 404",
    ]
  `);
  await expect(broken(site)).rejects.toThrowErrorMatchingInlineSnapshot(
    `[Error: No link within the site was found, so nothing would be checked.]`,
  );
  await expect(broken({ ...site, pages: [] })).rejects.toThrowErrorMatchingInlineSnapshot(
    `[Error: No link within the site was found, so nothing would be checked.]`,
  );
});
