import { expect, test } from "vitest";
import { problemsWith, sampleWith } from "#lessons/testing/sample-site.ts";

const first = "docs/content/docs/beginner/services/index.md";
const second = "docs/content/docs/beginner/services/failures.md";
const glossary = "docs/content/glossary.yaml";
const recording = "docs/recordings/beginner/services/nodes.txt";
const experiment = "docs/experiments/etcd/lab.yaml";

test("a lesson that is as it must be has no problem", async () => {
  expect(await problemsWith({})).toBe("");
});

test("two problems are both reported, in the order of files and lines", async () => {
  const broken = {
    ...sampleWith(first, "## What is there", "### What is there"),
    ...sampleWith(second, "A store.\n", ""),
  };
  expect(await problemsWith(broken)).toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services/failures.md:14:1: the question has no answer
        14 | :::question[What is etcd?]{level="beginner" see="failures#etcd"}
           | ^
        next  Write the answer between ::: and :::.

    docs/content/docs/beginner/services/index.md:8:1: a heading of level 3 follows one of level 1; expected level 2 at most
        8 | ### What is there
          | ^
        next  Begin the line with ##."
  `);
});

test("a lesson has a summary, and each part sources", async () => {
  expect(await problemsWith(sampleWith(second, "## Summary", "## At the end"))).toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services/index.md:1:1: the lesson has no section Summary; expected one in one of its parts
        1 | ---
          | ^
        next  Write "## Summary" and what the reader takes along."
  `);
  expect(await problemsWith(sampleWith(first, "## Sources", "## Where from"))).toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services/index.md:14:1: the last section is Where from; expected Sources
        14 | ## Where from
           | ^
        next  Write "## Sources" at the end, and link what this part rests on."
  `);
  expect(await problemsWith(sampleWith(second, "[etcd](https://etcd.io/)", "etcd"))).toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services/failures.md:22:1: the section Sources has no link; expected at least one
        22 | ## Sources
           | ^
        next  Link the documentation that this part rests on."
  `);
});

test("headings go down one level at a time, from the second on", async () => {
  expect(await problemsWith(sampleWith(second, "## Summary\n", "# Top\n\n## Summary\n\n#### Deep\n")))
    .toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services/failures.md:18:1: a heading of the first level; the page's title is the only one
        18 | # Top
           | ^
        next  Begin the line with ##.

    docs/content/docs/beginner/services/failures.md:22:1: a heading of level 4 follows one of level 2; expected level 3 at most
        22 | #### Deep
           | ^
        next  Begin the line with ###."
  `);
});

test("parts are counted from 2 without gaps, and belong to a lesson that is a folder", async () => {
  expect(await problemsWith(sampleWith(second, "part: 2", "part: 3"))).toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services/failures.md:3:1: the page has part: 3; expected part: 2, for the parts of a lesson are counted from 2 without gaps
        3 | part: 3
          | ^
        next  Write part: 2, or another number that is free."
  `);
  expect(
    await problemsWith({
      ...sampleWith(second, "part: 2\n", ""),
      "docs/content/docs/guides/one.md": "---\ntitle: One\npart: 2\n---\n",
    }),
  ).toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services/failures.md:1:1: the page has no part; expected part: 2, for the parts of a lesson are counted from 2 without gaps
        1 | ---
          | ^
        next  Write part: 2, or another number that is free.

    docs/content/docs/guides/one.md:3:1: a part of no lesson; expected an index.md beside it that says lesson: { number, level }
        3 | part: 2
          | ^
        next  Move the page into a lesson's folder, or take part out."
  `);
  expect(
    await problemsWith({
      "docs/content/docs/beginner/one.md": "---\ntitle: One\nlesson: { number: 2, level: beginner }\n---\n",
    }),
  ).toMatchInlineSnapshot(`
    "docs/content/docs/beginner/one.md:3:1: a lesson is a folder with an index.md, and this is a page
        3 | lesson: { number: 2, level: beginner }
          | ^
        next  Move it to docs/content/docs/beginner/one/index.md; its address stays."
  `);
});

test("an aside has a title and one idea", async () => {
  expect(
    await problemsWith(
      sampleWith(second, ":::note[One idea]\nIt has one paragraph.", ":::note\nIt has.\n\nTwo paragraphs."),
    ),
  ).toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services/failures.md:6:1: the aside :::note has no title
        6 | :::note
          | ^
        next  Write :::note[The idea in a few words].

    docs/content/docs/beginner/services/failures.md:6:1: the aside has 2 paragraphs and lists with 4 words; expected one idea: one paragraph or one list of at most 60 words
        6 | :::note
          | ^
        next  Keep the one idea that the title names, and move the rest into the text or into an aside of its own."
  `);
  expect(await problemsWith(sampleWith(second, "It has one paragraph.", "word ".repeat(61)))).toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services/failures.md:6:1: the aside has one paragraph with 61 words; expected one idea: one paragraph or one list of at most 60 words
        6 | :::note[One idea]
          | ^
        next  Keep the one idea that the title names, and move the rest into the text or into an aside of its own."
  `);
});

test("a directive that nothing understands, and a picture without words", async () => {
  const broken = sampleWith(second, "It has one paragraph.", "It has :stor[etcd] and ![](/x.png).");
  expect(await problemsWith(broken)).toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services/failures.md:7:8: unknown directive :stor[…]; expected one of control-plane, store, node, pod, outside, failed, untried
        7 | It has :stor[etcd] and ![](/x.png).
          |        ^
        next  Did you mean store?

    docs/content/docs/beginner/services/failures.md:7:24: the picture /x.png has no words for those who do not see it
        7 | It has :stor[etcd] and ![](/x.png).
          |                        ^
        next  Write between the brackets what it shows."
  `);
  expect(await problemsWith(sampleWith(second, ":::note[", ":::notice["))).toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services/failures.md:6:1: unknown directive :::notice; expected one of note, tip, caution, danger, question
        6 | :::notice[One idea]
          | ^
        next  Write it as text."
  `);
});

test("a link leads to a page and a heading that are there", async () => {
  const link = "/beginner/services/#what-is-there";
  expect(await problemsWith(sampleWith(second, link, "/beginner/services/#what-is-here"))).toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services/failures.md:20:5: the page /beginner/services/ has no heading, row or figure #what-is-here
        20 | See [what is there](/beginner/services/#what-is-here).
           |     ^
        next  Did you mean #what-is-there?"
  `);
  expect(await problemsWith(sampleWith(second, link, "/beginner/service/"))).toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services/failures.md:20:5: there is no page /beginner/service/
        20 | See [what is there](/beginner/service/).
           |     ^
        next  Did you mean /beginner/services/?"
  `);
  expect(await problemsWith(sampleWith(second, link, "/beginner/services"))).toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services/failures.md:20:5: the link /beginner/services has no slash at its end
        20 | See [what is there](/beginner/services).
           |     ^
        next  Write /beginner/services/."
  `);
  expect(await problemsWith(sampleWith(second, link, "../services/"))).toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services/failures.md:20:5: the link ../services/ is relative; expected an address from the site's root, such as /labs/self-healing/
        20 | See [what is there](../services/).
           |     ^
        next  Write the whole address."
  `);
  expect(await problemsWith(sampleWith(second, link, "#nowhere"))).toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services/failures.md:20:5: the page /beginner/services/failures/ has no heading, row or figure #nowhere
        20 | See [what is there](#nowhere).
           |     ^
        next  It has #_top, #etcd, #question-what-is-etcd, #summary, #sources."
  `);
});

test("a command has attributes that are known and a recording of its own", async () => {
  expect(await problemsWith(sampleWith(first, 'name="nodes"', 'name="nodes" contain="Ready"'))).toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services/index.md:10:35: unknown attribute contain; expected one of run, not-run, name, contains, with, exit, within, during, output, lines, changes, nightly
        10 | \`\`\`bash run="client" name="nodes" contain="Ready"
           |                                   ^
        next  Did you mean contains?"
  `);
  expect(await problemsWith(sampleWith(first, 'run="client" name="nodes"', ""))).toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services/index.md:10:1: a bash block that says neither where it runs nor why it does not
        10 | \`\`\`bash 
           | ^
        next  Add run="client" and name="…", or not-run="the reason"."
  `);
  expect(await problemsWith({ [recording]: undefined })).toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services/index.md:10:1: the command has no recording docs/recordings/beginner/services/nodes.txt
        10 | \`\`\`bash run="client" name="nodes"
           | ^
        next  Run npm run record, which needs kind."
  `);
  expect(await problemsWith(sampleWith(first, "kubectl get nodes", "kubectl get pods"))).toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services/index.md:10:1: the recording docs/recordings/beginner/services/nodes.txt is that of another command: kubectl get nodes
        10 | \`\`\`bash run="client" name="nodes"
           | ^
        next  Run npm run record, which needs kind."
  `);
  expect(await problemsWith({ "docs/recordings/beginner/services/pods.txt": "$ kubectl get pods\n" }))
    .toMatchInlineSnapshot(`
    "docs/recordings/beginner/services/pods.txt:1:1: the recording of no command
        1 | $ kubectl get pods
          | ^
        next  Run npm run record, which deletes it, or give the command its name back."
  `);
  const twice = sampleWith(first, "## Sources", '```bash run="client" name="nodes"\ntrue\n```\n\n## Sources');
  expect(await problemsWith(twice)).toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services/index.md:14:1: the name nodes is that of an earlier command of this page; expected one of its own
        14 | \`\`\`bash run="client" name="nodes"
           | ^
        next  Give this command another name."
  `);
});

test("a question has words, an answer, a level and a place where the lesson shows it", async () => {
  expect(await problemsWith(sampleWith(second, "A store.\n", ""))).toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services/failures.md:14:1: the question has no answer
        14 | :::question[What is etcd?]{level="beginner" see="failures#etcd"}
           | ^
        next  Write the answer between ::: and :::."
  `);
  expect(
    await problemsWith(
      sampleWith(
        second,
        ':::question[What is etcd?]{level="beginner" see="failures#etcd"}',
        ':::question{level="expert"}',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services/failures.md:14:1: the question is empty
        14 | :::question{level="expert"}
           | ^
        next  Write it in brackets: :::question[What is …?].

    docs/content/docs/beginner/services/failures.md:14:1: the question's level is expert; expected one of beginner, intermediate, scenario
        14 | :::question{level="expert"}
           | ^
        next  Write {level="beginner" see="…"} after the brackets.

    docs/content/docs/beginner/services/failures.md:14:1: the question does not say where the lesson shows its answer
        14 | :::question{level="expert"}
           | ^
        next  Write see="PART#HEADING"; the parts are index, failures."
  `);
  expect(await problemsWith(sampleWith(second, 'see="failures#etcd"', 'see="failures#ectd"'))).toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services/failures.md:14:1: the page /beginner/services/failures/ has no heading, row or figure #ectd
        14 | :::question[What is etcd?]{level="beginner" see="failures#ectd"}
           | ^
        next  Did you mean #etcd?"
  `);
  expect(await problemsWith(sampleWith(second, 'see="failures#etcd"', 'see="workers"'))).toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services/failures.md:14:1: see="workers" names no part of the lesson
        14 | :::question[What is etcd?]{level="beginner" see="workers"}
           | ^
        next  Write see="PART#HEADING"; the parts are index, failures."
  `);
  expect(
    await problemsWith(
      sampleWith(
        second,
        "## Summary",
        ':::question[What is etcd?]{level="beginner" see="index#what-is-there"}\nIt is.\n:::\n\n## Summary',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services/failures.md:18:1: the lesson asks twice: What is etcd?
        18 | :::question[What is etcd?]{level="beginner" see="index#what-is-there"}
           | ^
        next  Change one of the two; a reader's mark is kept under the question's words."
  `);
});

test("a row of a failure table is tried, or says why not; an experiment tries a row", async () => {
  expect(await problemsWith({ [experiment]: undefined })).toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services/failures.md:12:1: no experiment tries what the row says of etcd
        12 | | :store[etcd] | Nothing is kept. |
           | ^
        next  Write one with lesson: beginner/services/failures#etcd, or say in the row why there is none: :untried[the reason]."
  `);
  expect(await problemsWith(sampleWith(experiment, "#etcd", "#ectd"))).toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services/failures.md:12:1: no experiment tries what the row says of etcd
        12 | | :store[etcd] | Nothing is kept. |
           | ^
        next  Write one with lesson: beginner/services/failures#etcd, or say in the row why there is none: :untried[the reason].

    docs/experiments/etcd/lab.yaml:3:9: the experiment names no row of a failure table: beginner/services/failures#ectd
        3 | lesson: beginner/services/failures#ectd
          |         ^
        next  Did you mean beginner/services/failures#etcd?"
  `);
  expect(await problemsWith(sampleWith(second, "Nothing is kept.", "Nothing is kept. :untried[It is known.]")))
    .toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services/failures.md:12:1: etcd is said to be untried, and docs/experiments/etcd tries it
        12 | | :store[etcd] | Nothing is kept. :untried[It is known.] |
           | ^
        next  Take :untried[…] out of the row."
  `);
  expect(await problemsWith(sampleWith(second, ":store[etcd]", "etcd        "))).toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services/failures.md:12:1: the first cell names nothing that can fail; expected a role chip
        12 | | etcd         | Nothing is kept. |
           | ^
        next  Write the name as a chip, such as :store[etcd].

    docs/content/docs/beginner/services/failures.md:14:1: the page /beginner/services/failures/ has no heading, row or figure #etcd
        14 | :::question[What is etcd?]{level="beginner" see="failures#etcd"}
           | ^
        next  It has #_top, #question-what-is-etcd, #summary, #sources.

    docs/content/glossary.yaml:1:1: the page /beginner/services/failures/ has no heading, row or figure #etcd
        1 | - term: store
          | ^
        next  It has #_top, #question-what-is-etcd, #summary, #sources.

    docs/experiments/etcd/lab.yaml:3:9: the experiment names no row of a failure table: beginner/services/failures#etcd
        3 | lesson: beginner/services/failures#etcd
          |         ^
        next  Write lesson: PAGE#ROW, where the row's id is the name in its chip."
  `);
  expect(
    await problemsWith({
      ...sampleWith(second, "Nothing is kept.", "Nothing is kept. :untried[It is known.]"),
      [experiment]: undefined,
    }),
  ).toBe("");
});

test("a page has no two places of the same id", async () => {
  expect(await problemsWith(sampleWith(second, "## Summary", "## etcd\n\n## Summary"))).toMatchInlineSnapshot(`
    "docs/content/docs/beginner/services/failures.md:18:1: an earlier heading or row of this page has the id etcd already
        18 | ## etcd
           | ^
        next  Change the words of one of the two."
  `);
});

test("a term has a meaning and a place where it is taught, and stands once", async () => {
  expect(
    await problemsWith({
      [glossary]: "- term: store\n  link: /beginner/services/#nowhere\n- term: Store\n  meaning: x\n",
    }),
  ).toMatchInlineSnapshot(`
    "docs/content/glossary.yaml:1:1: the page /beginner/services/ has no heading, row or figure #nowhere
        1 | - term: store
          | ^
        next  It has #_top, #what-is-there, #sources.

    docs/content/glossary.yaml:1:1: the entry store has no meaning
        1 | - term: store
          | ^
        next  Write meaning: ….

    docs/content/glossary.yaml:3:1: the entry Store has no link
        3 | - term: Store
          | ^
        next  Write link: ….

    docs/content/glossary.yaml:3:1: "Store" stands twice in the glossary
        3 | - term: Store
          | ^
        next  Remove it from one of the two entries."
  `);
  expect(await problemsWith({ [glossary]: "- term: store\n  meaning: a: b\n" })).toMatchInlineSnapshot(`
    "docs/content/glossary.yaml:2:1: the glossary is no YAML: Nested mappings are not allowed in compact mappings
        2 |   meaning: a: b
          | ^
        next  Mend the line, or the one before it."
  `);
  expect(await problemsWith({ [glossary]: "store: x\n" })).toMatchInlineSnapshot(`
    "docs/content/glossary.yaml:1:1: the glossary is no list of terms
        1 | store: x
          | ^
        next  Begin each entry with - term: … and give it meaning: … and link: …."
  `);
});
