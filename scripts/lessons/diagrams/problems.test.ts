import { afterAll, expect, test, vi } from "vitest";
import { DiagramError } from "./diagram.ts";
import { drawInThread, stopDrawing } from "./drawing/thread.ts";

// The thread loads jsdom and Mermaid first, and shares two cores with the other tests.
vi.setConfig({ testTimeout: 60_000 });

afterAll(stopDrawing);

const head = "  accTitle: T\n  accDescr: D\n";

const cases: [what: string, source: string][] = [
  ["brackets in a label", `flowchart TB\n${head}  a[foo (bar)] --> b`],
  ["no target", `flowchart TB\n${head}  a --> b\n  c -->\n\n`],
  ["a group that is not closed", `flowchart TB\n${head}  subgraph x\n  c --> d\n`],
  ["a reserved word", `---\ntitle: t\n---\n%% one\nflowchart TB\n${head}\n  %% two\n\n%%{init: {}}%%\n  a --> end`],
  ["line ends of Windows", `flowchart TB\r\n  accTitle: T\r\n  accDescr: D\r\n  a --> b\r\n  c --> [x]`],
  ["no arrow", `sequenceDiagram\n${head}  A->>B: x\n  A-B x\n`],
  ["no message", `sequenceDiagram\n${head}  A->>B\n`],
  ["a block that is not closed", `sequenceDiagram\n${head}  loop x\n  A->>B: x\n`],
  ["an error without a place", `sequenceDiagram\n${head}  A->>B: x\n  %% x\n  deactivate B\n  A->>B: x`],
  ["no state", `stateDiagram-v2\n${head}  A --> B\n  state C {\n    D -->\n  }`],
  ["another arrow", `stateDiagram-v2\n${head}  A -> B`],
  ["a note that is not closed", `stateDiagram-v2\n${head}  A --> B\n  note right of A\n  x`],
  ["no shape", `flowchart TB\n${head}  a@{ shape: nope }`],
  ["frontmatter", "---\ntitle: [\n---\nflowchart TB\n  a"],
  ["no type", "a --> b"],
  ["another type", 'pie\n  "a": 1'],
  ["no name", "%% a comment\nflowchart TB\n  a --> b"],
  ["an unknown role", `flowchart TB\n${head}  %% contorl-plane\n  a:::contorl-plane --> b:::red`],
  ["an unknown role of a participant", `sequenceDiagram\n${head}  participant A\n  properties A: {"class": "sotre"}`],
  [
    "colours of its own",
    `flowchart TB\n${head}  a --> b; style a fill:#f00\n  linkStyle 0 stroke:red\n  classDef c fill:red`,
  ],
  ["a link", `flowchart TB\n${head}  a --> b\n  click a "https://kubernetes.io"`],
  ["HTML", `flowchart TB\n${head}  a["<b>bold</b><br/>"]`],
];

test("what is wrong, and on which line", async () => {
  const reports = await Promise.all(cases.map(async ([what, source]) => `${what}\n${await problemsOf(source)}`));
  expect(reports.join("\n\n")).toMatchInlineSnapshot(`
    "brackets in a label
    line 4: expected the end of the label (a label with brackets needs quotes: ["like (this)"]), found "("

    no target
    line 5: expected a node, found the end of the diagram

    a group that is not closed
    line 5: expected a statement, or "end" to close the block, found the end of the diagram

    a reserved word
    line 12: expected a node, found "end"

    line ends of Windows
    line 5: expected a node, found "["

    no arrow
    line 5: expected an arrow such as ->>, found the end of the line

    no message
    line 4: expected a ":" and the message, found the end of the line

    a block that is not closed
    line 5: expected a statement, or "end" to close the block, found the end of the diagram

    an error without a place
    line 6: Trying to inactivate an inactive participant (B)

    no state
    line 6: expected a state, found "}"

    another arrow
    line 4: expected the arrow "-->", or the end of the line, found "-"

    a note that is not closed
    line 5: the text is not understood here, or a block before it is not closed

    no shape
    line 4: No such shape: nope.

    frontmatter
    line 1: the frontmatter is not YAML: unexpected end of the stream within a flow collection (2:1)

    no type
    line 1: the diagram's type is missing; begin with flowchart, sequenceDiagram or stateDiagram-v2

    another type
    line 1: diagrams of type pie are not supported; use flowchart, sequenceDiagram or stateDiagram-v2

    no name
    line 2: accTitle is missing; add "accTitle: what the diagram shows, in a few words"
    line 2: accDescr is missing; add "accDescr: what one learns from it, in one or two sentences"

    an unknown role
    line 5: unknown role "contorl-plane"; did you mean "control-plane"?
    line 5: unknown role "red"; the roles are control-plane, store, node, pod, outside, failed

    an unknown role of a participant
    line 5: unknown role "sotre"; did you mean "store"?

    colours of its own
    line 4: style is not supported: colours come from the roles, in both themes; remove it and use a role, such as :::store
    line 5: linkStyle is not supported: lines have the site's colours; remove it, or write -.-> or ==> for another kind of line
    line 6: classDef is not supported: colours come from the roles, in both themes; remove it and use a role, such as :::store

    a link
    line 5: click is not supported: a diagram is an image, and links in it cannot be reached; remove it and link in the text

    HTML
    line 4: HTML in a label is not supported: labels are plain text with <br/>; a flowchart also takes Markdown: ["\`**bold**\`"]"
  `);
});

async function problemsOf(source: string): Promise<string> {
  const error: unknown = await drawInThread(source).catch((error: unknown) => error);
  if (error instanceof DiagramError) return error.message;
  throw new Error("nothing was wrong", { cause: error });
}
