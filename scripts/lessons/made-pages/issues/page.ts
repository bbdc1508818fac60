import { basename } from "node:path/posix";
import { parseFrontmatter } from "@astrojs/markdown-remark";
import type { Code, Root, RootContent } from "mdast";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import type { LabFile } from "#core/generated/lab.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { fenceTitle } from "#lessons/markdown/fence-title.ts";

/** The groups of issues, in the order of the list of all. */
export const ISSUE_GROUPS = {
  files: "Files",
  yaml: "YAML",
  kubernetes: "Kubernetes objects",
  authors: "Lab files, for authors",
} as const;

/** A file that a page shows. */
export interface ExampleFile {
  name: string;
  text: string;
}

/** Files of one section, which have the page's issue. */
export interface Example {
  files: ExampleFile[];
  /** Where the last of them ends, as an offset in the body. */
  end: number;
}

/** What a terminal printed; its commands work on the files. */
export interface Recording {
  text: string;
  files: ExampleFile[];
}

/** An issue's page as its author wrote it; the grader's messages are not in it yet. */
export interface IssuePage {
  code: string;
  /** From the root, with slashes. */
  file: string;
  title: string;
  group: keyof typeof ISSUE_GROUPS;
  /** What the lab of the examples says beside the files that it asks for, which are each example's own. */
  lab: { submission?: Partial<LabFile["submission"]>; cluster?: LabFile["cluster"]; setup?: KubernetesObject[] };
  body: string;
  examples: Example[];
  recordings: Recording[];
}

/**
 * Reads the file of an issue, which is named after its code. YAML fences with a title are files of an example, one example for each section;
 * `console` fences are recordings about the files of their section, or of the first one. Throws for a page without
 * title, group or example.
 */
export function readIssuePage(file: string, text: string): IssuePage {
  const { frontmatter, content: body } = parseFrontmatter(text);
  const { title, group, lab = {} } = frontmatter as Partial<IssuePage>;
  if (!title) throw new Error(`${file}: expected a title`);
  if (!group || !(group in ISSUE_GROUPS))
    throw new Error(`${file}: group: ${group ?? "missing"}; expected one of ${Object.keys(ISSUE_GROUPS).join(", ")}`);
  const sections = sectionsOf(unified().use(remarkParse).parse(body));
  const examples = sections.flatMap(({ files }) => {
    const end = files.at(-1)?.position?.end.offset;
    return end === undefined ? [] : [{ files: files.map(exampleFile), end }];
  });
  const [first] = examples;
  if (!first) throw new Error(`${file}: expected an example, a fence such as \`\`\`yaml title="pod.yaml"`);
  const recordings = sections.flatMap(({ files, consoles }) =>
    consoles.map(({ value }) => ({ text: value, files: files.length > 0 ? files.map(exampleFile) : first.files })),
  );
  return { code: basename(file, ".md"), file, title, group, lab, body, examples, recordings };
}

interface Section {
  files: Code[];
  consoles: Code[];
}

/** The fences of each part of the page that a heading begins. */
function sectionsOf({ children }: Root): Section[] {
  const sections: Section[] = [{ files: [], consoles: [] }];
  for (const child of children) {
    if (child.type === "heading") sections.push({ files: [], consoles: [] });
    for (const code of codesIn(child)) {
      if (code.lang === "console") sections.at(-1)?.consoles.push(code);
      if (code.lang === "yaml" && fenceTitle(code)) sections.at(-1)?.files.push(code);
    }
  }
  return sections;
}

function codesIn(content: RootContent): Code[] {
  const codes: Code[] = [];
  visit(content, "code", (code) => void codes.push(code));
  return codes;
}

const exampleFile = (code: Code): ExampleFile => ({ name: fenceTitle(code) ?? "", text: `${code.value}\n` });
