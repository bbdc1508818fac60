import { defineConfig } from "oxlint";

/** A pattern of imports that are refused, and why. */
interface Refusal {
  group: string[];
  message: string;
}

const UPWARDS: Refusal = {
  group: ["../**"],
  message:
    "Write `#alias/…`, as package.json's imports name it: a relative path leads only into the same folder or below.",
};

const FOR_TESTS: Refusal = {
  group: ["**/testing/**", "#testing/**", "vitest"],
  message: "Only tests and the bench use what is in a folder `testing`.",
};

const NODE = ["node:*", "node:*/**"];

/** Every package but these. */
const packagesBut = (...names: string[]): string[] => [
  "[a-z@]*",
  "[a-z@]*/**",
  "!./**",
  ...names.flatMap((name) => [`!${name}`, `!${name}/**`]),
];

/** An import that one group lets pass (`!`) passes, whatever another says: so each group lets pass only what may be imported. */
const refuse = (...patterns: Refusal[]): ["error", { patterns: Refusal[] }] => [
  "error",
  { patterns: [UPWARDS, ...patterns] },
];

/** A rule for the files of a room: of ours they may import only this, of packages and Node only what is not refused. */
const room = (
  files: string,
  may: readonly string[],
  message: string,
  { node = true, packages = [] as string[] } = {},
) => ({
  files: [files],
  rules: {
    "no-restricted-imports": refuse(
      FOR_TESTS,
      { group: ["#*/**", ...may.map((path) => `!${path}`), ...FOR_TESTS.group], message },
      ...(packages.length > 0
        ? [{ group: [...packages, ...(node ? NODE.map((module) => `!${module}`) : []), ...FOR_TESTS.group], message }]
        : []),
    ),
  },
});

const CORE =
  "The core is pure: it knows `yaml`, Ajv's validators, the CEL library and two helpers, and nothing above it (CONTRIBUTING.md, the dependency rule).";
const CORE_PACKAGES = packagesBut("yaml", "ajv", "@marcbachmann/cel-js", "@noble/hashes", "fastest-levenshtein");
const IN_CORE = { node: false, packages: CORE_PACKAGES };

/** What stands at the bottom of the core, then its folders and files in the order in which they stand on each other. */
const CORE_LEAVES = "json.ts path.ts issue.ts closest-name.ts digest.ts duration.ts error.ts clock.ts generated/**";
const CORE_STOREYS = [
  "yaml/** kubernetes/**",
  "cluster.ts cel/** match/**",
  "lab/**",
  "submission/** disturbances.ts context.ts",
  "look/** explain/** verdict.ts proof.ts",
  "acts/**",
  "checks/**",
  "grade.ts",
];

/** A rule for each folder of the core: it may import what is below its storey, the files of its storey, and itself. */
const coreFolders = CORE_STOREYS.flatMap((storey, index) => {
  const isFolder = (name: string): boolean => name.endsWith("/**");
  const names = storey.split(" ");
  const below = [CORE_LEAVES, ...CORE_STOREYS.slice(0, index)].flatMap((lower) => lower.split(" "));
  const files = names.filter((name) => !isFolder(name));
  return names.filter(isFolder).map((folder) =>
    room(
      `scripts/grader/core/${folder}`,
      [...below, ...files, folder].map((name) => `#core/${name}`),
      `The core's folders stand on each other in one order: ${CORE_STOREYS.join("; ")}.`,
      IN_CORE,
    ),
  );
});

const REPORTER = "A reporter turns into words what the core gives it, and knows no cluster, no disk and no command.";
const SIMULATOR =
  "The simulator runs in the page as well: it knows of the grader `core/kubernetes` and `core/json.ts`, and no Node.";
const SIMULATED = "The simulated cluster runs in the page as well: it knows the core and the simulator, and no Node.";
const GENERATE = "Generating knows the course's files and what an object is, and nothing that is generated.";
const ENTRY =
  "Entries do not import each other: what two of them need is in `places`, `github`, `lessons` or below (CONTRIBUTING.md, the dependency rule).";

/** An entry, which may import everything but these. */
const entry = (files: string, others: readonly string[]) => ({
  files: [files],
  rules: {
    "no-restricted-imports": refuse(FOR_TESTS, { group: others.map((other) => `#${other}/**`), message: ENTRY }),
  },
});

export default defineConfig({
  plugins: ["typescript", "unicorn", "oxc", "import", "promise"],
  options: { typeAware: true },
  categories: { correctness: "error", suspicious: "error", perf: "warn" },
  ignorePatterns: ["dist", ".astro", "**/generated/**", ".github/actions/bundle/**"],
  rules: {
    "import/no-default-export": "error",
    "import/no-cycle": "error",
    // One import of a module; `import type` where it is only types, else `type` before each of them.
    "import/no-duplicates": ["error", { preferInline: true }],
    "typescript/consistent-type-imports": [
      "error",
      { fixStyle: "inline-type-imports", disallowTypeAnnotations: false },
    ],
    "typescript/no-import-type-side-effects": "error",
    "import/no-unassigned-import": "off",
    "no-await-in-loop": "off",
    "typescript/no-floating-promises": "error",
    "typescript/no-explicit-any": "error",
    "unicorn/no-array-sort": "off",
    "unicorn/no-array-reverse": "off",
    "no-shadow": "off",
    "typescript/consistent-return": "off",
    "promise/always-return": "off",
    "oxc/no-map-spread": "off",
    "unicorn/consistent-function-scoping": "off",
    "typescript/no-unsafe-type-assertion": "off",
  },
  overrides: [
    { files: ["scripts/**"], rules: { "no-restricted-imports": refuse(FOR_TESTS) } },
    room("scripts/grader/core/**", ["#core/**"], CORE, IN_CORE),
    {
      files: ["scripts/grader/core/**"],
      rules: {
        "no-restricted-globals": [
          "error",
          "Buffer",
          "Date",
          "console",
          "document",
          "fetch",
          "performance",
          "process",
          "queueMicrotask",
          "setInterval",
          "setTimeout",
          "window",
        ],
      },
    },
    ...coreFolders,
    room("scripts/grader/reporters/**", ["#core/**", "#reporters/**"], REPORTER, {
      packages: packagesBut(
        "@microsoft/jest-sarif",
        "ajv",
        "ctrf",
        "mdast",
        "mdast-util-gfm",
        "mdast-util-to-markdown",
        "xast-util-to-xml",
        "xastscript",
      ),
    }),
    room("scripts/simulator/**", ["#simulator/**", "#core/kubernetes/**", "#core/json.ts"], SIMULATOR, {
      node: false,
      packages: packagesBut("@ngrok/webernetes"),
    }),
    // Shows Node where the files of webernetes are; no page loads it.
    room("scripts/simulator/webernetes/node-resolver.ts", ["#simulator/**"], SIMULATOR),
    room("scripts/clusters/simulated/**", ["#core/**", "#simulator/**", "#clusters/simulated/**"], SIMULATED, {
      node: false,
      packages: packagesBut(),
    }),
    room(
      "scripts/clusters/kubernetes/**",
      ["#core/**", "#clusters/kubernetes/**"],
      "A cluster that is reached through its API knows the core, and not how it was made.",
    ),
    room(
      "scripts/clusters/kind/**",
      ["#core/**", "#clusters/kubernetes/**", "#clusters/kind/**"],
      "kind makes a cluster and opens it through its API: it knows the core and `clusters/kubernetes`.",
    ),
    room(
      "scripts/course/**",
      ["#core/**", "#course/**", "#reporters/words/**", "#reporters/proof/**", "#labs/**"],
      "The course reads files: it knows the core and words, and neither a cluster nor an entry.",
    ),
    room(
      "scripts/places/**",
      ["#core/**", "#places/**", "#clusters/**", "#course/**", "#reporters/**"],
      "Places open what a grade needs: they know clusters, and no entry.",
    ),
    room(
      "scripts/github/**",
      ["#core/**", "#github/**", "#reporters/**"],
      "`github` is what the action and the gradebook both know of GitHub: it knows neither.",
    ),
    room(
      "scripts/lessons/**",
      ["#core/**", "#lessons/**", "#clusters/simulated/**", "#course/**", "#reporters/**", "#labs/**"],
      "Lessons become pages: they know the course, reporters and the simulated cluster, and neither the site nor a real cluster.",
    ),
    entry("scripts/site/**", ["commands", "action", "clusters/kubernetes", "clusters/kind", "generate"]),
    entry("scripts/commands/**", ["action", "site", "generate"]),
    entry("scripts/action/**", ["commands", "site", "generate"]),
    room("scripts/generate/**", ["#generate/**", "#course/**", "#core/kubernetes/object.ts"], GENERATE),
    // Asks a real cluster for what is generated from it.
    room(
      "scripts/generate/kubernetes/refresh.ts",
      ["#generate/**", "#clusters/kind/**", "#core/kubernetes/version.ts"],
      GENERATE,
    ),
    {
      files: ["scripts/**/*.test.ts", "scripts/**/testing/**", "scripts/clusters/contract/**", "scripts/bench/**"],
      rules: { "no-restricted-imports": refuse(), "no-restricted-globals": "off" },
    },
    {
      files: ["*.config.ts", "*.config.mjs", "scripts/**/*.config.ts", "docs/content.config.ts"],
      rules: { "import/no-default-export": "off" },
    },
  ],
});
