import type { IssueCode } from "#core/issue.ts";
import { value } from "./value.ts";

/** What an issue's words are made from; the verdict's issues and those of lab files both fit. */
export interface IssueFacts {
  path: string;
  expected?: unknown;
  actual?: unknown;
  suggestion?: string;
}

interface Words {
  /** What is wrong: what was there, and what was expected. */
  what(issue: IssueFacts): string;
  /** The next thing to do. */
  next(issue: IssueFacts): string;
}

/** The path of a container's image. */
const IMAGE = /\]\.image$/;

const didYouMean = ({ suggestion }: IssueFacts): string => (suggestion ? ` Did you mean \`${suggestion}\`?` : "");

/** Every code in words; the types hold this table and `IssueCode` together. */
const WORDS: Record<IssueCode, Words> = {
  "missing-file": {
    what: ({ expected }) => `The file ${text(expected)} is missing.`,
    next: ({ expected }) => `Add ${text(expected)} and grade again.`,
  },
  "unexpected-file": {
    what: (issue) => `This file does not belong to the exercise.${didYouMean(issue)}`,
    next: ({ expected }) => `Rename or remove it; the exercise has ${list(expected)}.`,
  },
  "too-many-files": {
    what: ({ expected }) => `There are more than ${text(expected)} files.`,
    next: () => "Remove the files that do not belong to the exercise.",
  },
  "not-a-plain-file": {
    what: () => "This is a symbolic link, a folder or the like, and those are not followed.",
    next: () => "Put the file itself there.",
  },
  "file-too-large": {
    what: ({ expected }) => `The file has more than ${text(expected)} bytes.`,
    next: () => "A manifest is a few hundred bytes: remove what does not belong in it.",
  },
  "not-utf8": {
    what: () => "The file is neither UTF-8 text nor UTF-16 text with a byte order mark.",
    next: () => "Save it as UTF-8 in your editor.",
  },
  "empty-file": {
    what: () => "The file holds no manifest.",
    next: () => "Write the manifest, or take the exercise's file again.",
  },
  "tab-indentation": {
    what: () => "The line is indented with a tab; YAML allows only spaces.",
    next: () => "Replace the tab by spaces, two for each level.",
  },
  "yaml-syntax": {
    what: ({ actual }) => sentence(`This is not YAML: ${lowerFirst(text(actual))}`),
    next: ({ expected }) => (expected ? `YAML needs ${text(expected)}.` : "Compare the line with the ones around it."),
  },
  "duplicate-key": {
    what: ({ actual }) => `The key \`${text(actual)}\` stands here a second time.`,
    next: () => "Keep one of the two.",
  },
  "too-many-documents": {
    what: ({ expected, actual }) =>
      `The file holds ${text(actual)} objects, and ${text(expected)} ${expected === 1 ? "is" : "are"} allowed.`,
    next: () => "Remove what the task does not ask for.",
  },
  "too-deep": {
    what: ({ expected }) => `The document nests deeper than ${text(expected)} levels.`,
    next: () => "No Kubernetes object is that deep: look for brackets or dashes that do not belong here.",
  },
  "alias-bomb": {
    what: () => "Aliases (`*name`) repeat themselves without end or too often.",
    next: () => "Write the values out, without `&` and `*`.",
  },
  "unsupported-yaml": {
    what: ({ actual }) => `Manifests use the part of YAML that JSON has too, and ${value(actual)} is not in it.`,
    next: () => "Remove it and write the plain value.",
  },
  "not-a-map": {
    what: ({ actual }) =>
      `A manifest is a map with \`apiVersion\`, \`kind\` and \`metadata\`; here stands ${value(actual)}.`,
    next: () => "Start with `apiVersion:` and `kind:`, each on a line of its own.",
  },
  "unknown-kind": {
    what: (issue) => `Checkride knows no kind ${value(issue.actual)}.${didYouMean(issue)}`,
    next: () => "Compare `apiVersion` and `kind` with `kubectl api-resources`.",
  },
  "kind-not-allowed": {
    what: ({ expected, actual }) => `This is ${article(text(actual))}, and the lab asks for ${list(expected)}.`,
    next: () => "Read the task again: which kind does it name?",
  },
  "duplicate-object": {
    what: ({ actual }) => `The object ${text(actual)} is there twice.`,
    next: () => "Keep one of the two, or give the other a name of its own.",
  },
  "name-taken": {
    what: ({ actual }) => `The lab has made ${text(actual)} already, and yours would take its place.`,
    next: () => "Give yours another name; the task says which objects the lab has made.",
  },
  "missing-object": {
    what: ({ expected, actual }) => `The lab asks for ${text(expected)}; the submission has ${text(actual)}.`,
    next: () => "Compare `kind` and `metadata.name` with the task.",
  },
  "unknown-field": {
    what: (issue) => `\`${issue.path}\` is not a field of Kubernetes.${didYouMean(issue)}`,
    next: ({ suggestion }) =>
      suggestion
        ? "Correct the name or the level of indentation."
        : "`kubectl explain` lists the fields that there are.",
  },
  "missing-field": {
    what: ({ path, expected }) =>
      `\`${path}\` is missing, and it is required.${expected === undefined ? "" : ` It must be ${oneOf(expected)}.`}`,
    next: () => "Add it.",
  },
  "wrong-type": {
    what: ({ path, expected, actual }) =>
      `${subject(path)} must be ${article(String(expected))}; here stands ${value(actual)}.`,
    next: ({ expected, actual }) => {
      if (expected === "string" && typeof actual === "boolean")
        return "Put it in quotes: YAML reads `yes`, `no`, `on`, `off`, `y` and `n` as true or false.";
      if (expected === "string" && typeof actual === "number") return "Put it in quotes.";
      return typeof actual === "string" && /^\d+$/.test(actual) ? "Remove the quotes." : "Write a value of that type.";
    },
  },
  "invalid-value": {
    what: (issue) =>
      `\`${issue.path}\` must be ${oneOf(issue.expected)}; here stands ${value(issue.actual)}.${didYouMean(issue)}`,
    next: () => "Change the value.",
  },
  "selector-does-not-match-labels": {
    what: ({ path, expected, actual }) =>
      `The selector wants ${value(expected)} at \`${path}\`, and there stands ${value(actual ?? undefined)}.`,
    next: () => "Make `spec.selector.matchLabels` and `spec.template.metadata.labels` agree.",
  },
  "namespace-not-allowed": {
    what: ({ actual }) => `Each grade runs in a namespace of its own, and the manifest names ${value(actual)}.`,
    next: () => "Remove `metadata.namespace`.",
  },
  "field-not-allowed": {
    what: ({ path }) =>
      `\`${path}\` is for controllers: with it an object of yours could outlive its grade or pass for one of theirs.`,
    next: () => "Remove it.",
  },
  "pod-security": {
    what: ({ path, expected, actual }) =>
      `\`${path}\` must be ${oneOf(expected)} in this lab${actual === undefined || expected === "left out" ? "" : `; here stands ${value(actual)}`}: its namespace holds Pods to a Pod Security Standard.`,
    next: () => "Leave out what the task does not ask for; Pods of a lab must not reach their node.",
  },
  refused: {
    what: ({ actual }) => sentence(`The API server refused it: ${text(actual)}`),
    next: () => "Correct what the API server names.",
  },
  "not-simulated": {
    what: (issue) => {
      const { path, actual } = issue;
      if (!path) return `The simulated cluster does not model ${text(actual)}.`;
      if (IMAGE.test(path)) return `The simulated cluster does not have this image.${didYouMean(issue)}`;
      return `The simulated cluster does not model \`${path}\` of ${text(actual)}, so it cannot say what would happen.`;
    },
    next: ({ path }) =>
      IMAGE.test(path)
        ? "Compare its name and tag with the task. A real cluster pulls any image: grade with `--cluster kind`."
        : "Grade it on a real cluster with `--cluster kind`, or leave the field out if the task does not need it.",
  },
  "needs-real-cluster": {
    what: () => "The files have no issue, and the lab needs a real cluster: what it teaches is not simulated.",
    next: () => "Grade them with `--cluster kind`.",
  },
  "unknown-key": {
    what: (issue) => `This file has no key \`${issue.path}\`.${didYouMean(issue)}`,
    next: () => "Correct it; the schemas in `labs/` say which keys there are.",
  },
  "missing-key": {
    what: ({ path }) => `The key \`${path}\` is missing.`,
    next: () => "Add it; the schemas in `labs/` say what it means.",
  },
  "one-of": {
    what: ({ expected }) => `Exactly one of ${list(expected)} must be there.`,
    next: () => "Keep the one that the check needs.",
  },
  "not-together": {
    what: ({ expected }) => `The keys ${list(expected)} cannot stand together.`,
    next: () => "Keep the one that the check needs.",
  },
  "needs-cluster-scope": {
    what: ({ path }) => `\`${path}\` changes what others in the cluster would feel, and the lab shares its cluster.`,
    next: () => "Write `cluster: { scope: cluster }`, so that the lab has the cluster for itself.",
  },
  "invalid-expression": {
    what: ({ expected, actual }) => sentence(`The CEL expression ${value(actual)} cannot be used: ${text(expected)}`),
    next: () => "What the check looks at says which variable there is; the page of this issue has the list.",
  },
  "duplicate-check": {
    what: ({ actual }) => `There is already a check ${value(actual)}.`,
    next: () => "Give each check an id of its own.",
  },
  "unknown-need": {
    what: (issue) => `No check ${value(issue.actual)} stands before this one.${didYouMean(issue)}`,
    next: ({ expected }) => `A check can need ${list(expected)}.`,
  },
  "unknown-check": {
    what: (issue) => `The lab has no check ${value(issue.actual)}.${didYouMean(issue)}`,
    next: ({ expected }) => `It has ${list(expected)}.`,
  },
};

/** Every code that an issue can have. */
export const ISSUE_CODES = Object.keys(WORDS) as IssueCode[];

/** Whether something stands at the issue's place that is to be changed. */
export function isPlaced({ code }: { code: string }): boolean {
  return code !== "needs-real-cluster";
}

/** The page of the site that explains a code, as a path below the site's root: `issues/unknown-field/`. */
export function issuePage(code: string): string {
  return `issues/${code}/`;
}

/** The issue as two sentences or more: what is wrong, then what to do. */
export function issueWords(code: string, issue: IssueFacts): { what: string; next: string } {
  const words = WORDS[code as IssueCode];
  return { what: words.what(issue), next: words.next(issue) };
}

function subject(path: string): string {
  return path === "" ? "The document" : `\`${path}\``;
}

function text(of: unknown): string {
  return typeof of === "string" ? of : value(of);
}

/** A list of what is allowed as a choice; anything else is said in words already. */
function oneOf(expected: unknown): string {
  return Array.isArray(expected) ? expected.map((item) => value(item)).join(" or ") : text(expected);
}

function list(values: unknown): string {
  const names = Array.isArray(values) ? values.map(String) : [String(values)];
  return names.length === 0 ? "none" : names.join(", ").replace(/, ([^,]*)$/, " and $1");
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function sentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}

function article(noun: string): string {
  return /^[aeiou]/i.test(noun) ? `an ${noun}` : `a ${noun}`;
}
