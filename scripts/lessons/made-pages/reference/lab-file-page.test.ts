import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { readLab } from "#core/lab/lab.ts";
import { courseAt } from "#course/course.ts";
import { issueLines } from "#reporters/words/issue-lines.ts";
import { labFilePage, readLabFilePage } from "./lab-file-page.ts";
import { readLabSchema, schemaOf, WHOLE_FILE } from "./schema.ts";

const course = courseAt(".");
const schema = await readLabSchema(course);
const { sections } = await readLabFilePage(course);
const ajv = new Ajv({ strict: false }).addSchema(schema, "lab");

test("every definition has a section, and every section a definition", () => {
  expect(sections.map(({ name }) => name).sort()).toEqual(
    [WHOLE_FILE, ...Object.keys(schema.definitions ?? {})].sort(),
  );
});

test.each(sections)("$name: the examples are valid, and show every key", ({ name, examples }) => {
  const validate = ajv.getSchema(name === WHOLE_FILE ? "lab" : `lab#/definitions/${name}`);
  const shown = new Set<string>();
  for (const example of examples) {
    const value: unknown = parse(example);
    expect(validate?.(value), `${example}\n${ajv.errorsText(validate?.errors)}`).toBe(true);
    if (typeof value === "object" && value) for (const key of Object.keys(value)) shown.add(key);
  }
  expect(examples.length).toBeGreaterThan(0);
  expect(Object.keys(schemaOf(name, schema)?.properties ?? {}).filter((key) => !shown.has(key))).toEqual([]);
});

const [file = "", ...files] = sections.find(({ name }) => name === WHOLE_FILE)?.examples ?? [];
const checks = sections.find(({ name }) => name === "Check")?.examples ?? [];
const acts = sections.find(({ name }) => name === "Act")?.examples ?? [];

test("the grader takes the files, the checks and the acts of the examples", () => {
  const lab = parse(file) as { checks: object[] };
  const [first] = lab.checks;
  const cluster = { scope: "cluster" };
  const withChecks = { ...lab, cluster, checks: [first, ...checks.slice(1).map((check): unknown => parse(check))] };
  const acting = { ...first, act: acts.map((act): unknown => parse(act)) };
  const texts = [file, ...files, JSON.stringify(withChecks), JSON.stringify({ ...lab, cluster, checks: [acting] })];
  const issues = texts.flatMap((text) => {
    const read = readLab({ id: "example", path: "labs/example", files: [{ name: "lab.yaml", text }] });
    return read.issues;
  });
  expect(issueLines(issues)).toBe("");
  expect([checks.length, acts.length]).toEqual([11, 15]);
});

test("the table of a definition stands below its heading", async () => {
  const { markdown } = await labFilePage(course);
  const [request] = markdown.split("## Request\n")[1]?.split("```") ?? [];
  expect(request).toMatchInlineSnapshot(`
    "
    HTTP GET requests through a Service, or straight to Pods, sent from inside the cluster as a Pod would.

    | Key | Type | What it is |
    | --- | --- | --- |
    | \`service\` | text | The Service's name. |
    | \`port\` | number, 1 to 65535 | The port of the Service or of the Pods; 80 if not said. |
    | \`path\` | text | The path of the URL; \`/\` if not said. Example: \`/healthz\`. |
    | \`times\` | number, 1 to 100 | How many requests; 1 if not said. Each must satisfy the check. |
    | \`pods\` | [ObjectSelector](#objectselector) | Instead of a Service: each of these Pods gets the requests. Each must satisfy the check. |
    | \`answeredBy\` | map | Who must answer. An answer of anybody else is none: instead of \`status\` and \`body\` it has an \`error\` that says who it was. |
    | \`answeredBy.pods\` | [ObjectSelector](#objectselector) | The Service leads to these Pods and to no others. |
    | \`answeredBy.image\` | text | The image of the container that listens, whichever of a Pod's containers that is. Example: \`nginx:1.29\`. |

    - Exactly one of \`service\` and \`pods\` must be there.

    "
  `);
});

test("keys of maps without a definition of their own, rules and choices are said", async () => {
  const { markdown } = await labFilePage(course);
  const [hint] = markdown.split("## Hint\n")[1]?.split("```") ?? [];
  expect(hint).toMatchInlineSnapshot(`
    "
    | Key | Type | What it is |
    | --- | --- | --- |
    | \`when\` | map | Shown only when this was observed; with both, either is enough. A hint without \`when\` is shown after those that fit. |
    | \`when.reason\` | list of text | Reasons of events, conditions or container states, such as \`FailedScheduling\` or \`ErrImagePull\`; one of them is enough. |
    | \`when.path\` | list of text | Paths of fields that differ, such as \`spec.selector\`, or the beginning of such paths; one of them is enough. |
    | \`say\` | text | Required. One sentence or two in Markdown: the next thing to look at, never the manifest. |

    "
  `);
  expect(markdown.split("\n").filter((line) => line.startsWith("- "))).toMatchInlineSnapshot(`
    [
      "- Exactly one of \`manifests\`, \`object\`, \`objects\`, \`request\`, \`may\`, \`rights\`, \`logs\` and \`exec\` must be there.",
      "- Exactly one of \`matches\`, \`satisfies\` and \`rights\` must be there.",
      "- \`never\` and \`for\` cannot stand together.",
      "- \`throughout\` and \`never\` cannot stand together.",
      "- \`message\` goes with \`satisfies\` alone.",
      "- \`facts\` goes with \`satisfies\` alone.",
      "- \`throughout\` goes with \`act\` alone.",
      "- \`outlastProbes\` goes with \`objects\` and \`for\` alone.",
      "- \`partial\` goes with \`matches\` alone.",
      "- Exactly one of \`service\` and \`pods\` must be there.",
      "- Exactly one of \`serviceAccount\` and \`everybodyBut\` must be there.",
    ]
  `);
  expect(markdown.split("\n").filter((line) => /`(start|within|partial)` \|/.test(line))).toMatchInlineSnapshot(`
    [
      "| \`within\` | [Duration](#duration) | It must become true within this time; \`30s\` if not said. |",
      "| \`partial\` | \`true\` | Points in proportion to the items that match, rounded down; the check passes only when all do. For what is a list: \`manifests\`, \`objects\`, \`request\`, \`may\`, \`logs\` and \`exec\`. |",
      "| \`start\` | \`everything\` or [Component](#component) | Switches on what was switched off: everything, or one component. Example: \`everything\`. |",
    ]
  `);
});
