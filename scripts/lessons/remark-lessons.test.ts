import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { createMarkdownProcessor, parseFrontmatter } from "@astrojs/markdown-remark";
import remarkDirective from "remark-directive";
import { afterAll, beforeAll, expect, test } from "vitest";
import { courseAt } from "#course/course.ts";
import { readLessonSite } from "./lesson-site.ts";
import { remarkRoles } from "./markdown/role-chips.ts";
import { remarkLessons } from "./remark-lessons.ts";
import { sampleFiles } from "./testing/sample-site.ts";

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "remark-lessons-"));
  for (const [file, text] of Object.entries(sampleFiles)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
});

afterAll(() => rm(root, { recursive: true }));

/** The HTML of a page of the sample, one element a line. */
async function html(file: string, text = sampleFiles[file] ?? ""): Promise<string> {
  const site = await readLessonSite(courseAt(root));
  const processor = await createMarkdownProcessor({
    remarkPlugins: [remarkRoles, [remarkLessons, { version: "1", site: () => site }], remarkDirective],
    syntaxHighlight: false,
  });
  const { code } = await processor.render(parseFrontmatter(text).content, { fileURL: pathToFileURL(join(root, file)) });
  return code.replaceAll(/>\s*</g, ">\n<");
}

test("a command becomes a terminal with what was recorded, and the page says on which Kubernetes", async () => {
  expect(await html("docs/content/docs/beginner/services/index.md")).toMatchInlineSnapshot(`
    "<p>A <span class="role role-store">
    <a href="/reference/glossary/#store" title="It keeps what it is told." class="term">store</a>
    </span> keeps what it is told.</p>
    <h2 id="what-is-there">What is there</h2>
    <p class="recorded">Everything that the commands on this page print was recorded on Kubernetes v1.36.3. Names, addresses and ages will differ on your cluster.</p>
    <pre>
    <code class="language-console">$ kubectl get nodes
    NAME
    </code>
    </pre>
    <h2 id="sources">Sources</h2>
    <ul>
    <li>
    <a href="https://kubernetes.io/docs/concepts/overview/components/">Components</a>
    </li>
    </ul>"
  `);
});

test("a row has its id and its experiment, a question unfolds and leads to its gate", async () => {
  expect(await html("docs/content/docs/beginner/services/failures.md")).toMatchInlineSnapshot(`
    "<div>
    <p>One idea</p>
    <p>It has one paragraph.</p>
    </div>
    <table>
    <thead>
    <tr>
    <th>Component</th>
    <th>If it fails</th>
    </tr>
    </thead>
    <tbody>
    <tr id="etcd">
    <td>
    <span class="role role-store">etcd</span>
    <a href="/experiments/etcd/" class="try" aria-label="Try it: Stop etcd">Try it</a>
    </td>
    <td>Nothing is kept.</td>
    </tr>
    </tbody>
    </table>
    <form class="question-tools not-content" data-lesson="beginner/services">
    <fieldset>
    <legend>Show</legend>
    <label>
    <input type="radio" name="show" value="all" checked>all</label>
    <label>
    <input type="radio" name="show" value="beginner">beginner</label>
    <label>
    <input type="radio" name="show" value="review">to review</label>
    </fieldset>
    <p role="status">0 of 1 known</p>
    </form>
    <details class="question" id="question-what-is-etcd" data-level="beginner">
    <summary>
    <span class="question-text">What is etcd?</span>
    <span class="question-mark">
    </span>
    <span class="question-level">beginner</span>
    </summary>
    <p>A <a href="/reference/glossary/#store" title="It keeps what it is told." class="term">store</a>.</p>
    <p class="question-see">The lesson shows it: <a href="/beginner/services/failures/#etcd">etcd</a>
    </p>
    <p class="question-marks">
    <button type="button" data-mark="known" aria-pressed="false">I knew it</button>
    <button type="button" data-mark="review" aria-pressed="false">Review</button>
    </p>
    </details>
    <h2 id="summary">Summary</h2>
    <p>See <a href="/beginner/services/#what-is-there">what is there</a>.</p>
    <h2 id="sources">Sources</h2>
    <ul>
    <li>
    <a href="https://etcd.io/">etcd</a>
    </li>
    </ul>"
  `);
});

test("a command that is not run says why, and a row why nothing tries it", async () => {
  const file = "docs/content/docs/beginner/services/index.md";
  const text =
    '```bash not-run="It waits."\ntop\n```\n\n| A | If it fails |\n| - | - |\n| :node[x] | :untried[It is *known*.] |\n';
  expect(await html(file, text)).toMatchInlineSnapshot(`
    "<pre>
    <code class="language-console">$ top
    </code>
    </pre>
    <p class="not-run">
    <strong>Not run for this page:</strong> It waits.</p>
    <table>
    <thead>
    <tr>
    <th>A</th>
    <th>If it fails</th>
    </tr>
    </thead>
    <tbody>
    <tr id="x">
    <td>
    <span class="role role-node">x</span>
    </td>
    <td>
    <span class="untried">It is <em>known</em>.</span>
    </td>
    </tr>
    </tbody>
    </table>"
  `);
});

test("a page that is no part of a lesson stays as it is", async () => {
  const page = await html("docs/content/docs/guides/one.md", "A store.\n\n```bash\ntrue\n```\n");
  expect(page).toContain('<code class="language-bash">true');
  expect(page).not.toContain("glossary");
});
