import { type Refused, refused } from "#action/report/refused.ts";
import { countedFiles } from "#core/submission/submission.ts";
import type { Changes } from "./changes.ts";

const PLAIN_FILE = "100644";

const KINDS: Record<string, string> = {
  "120000": "a symbolic link",
  "160000": "a submodule",
  "100755": "an executable file",
};

/**
 * The labs that a pull request hands in, if it changes nothing but plain files in the exercises of labs that there are: everything else, the
 * grader and its workflow among it, is as the default branch has it.
 */
export function tamperGate({ paths, tree }: Changes, labs: readonly string[]): { labs: string[] } | Refused {
  const findings = paths.flatMap((path) => {
    const why = objection(path, tree.get(path)?.mode, labs);
    return why === undefined ? [] : [`${path}: ${why}`];
  });
  if (findings.length > 0) return refused("protected-files", ...findings);
  const touched = paths.map((path) => path.split("/")).filter(([, , , name]) => countedFiles([name ?? ""]).length > 0);
  return { labs: [...new Set(touched.map(([, lab]) => lab!))].sort() };
}

function objection(path: string, mode: string | undefined, labs: readonly string[]): string | undefined {
  const [root, lab, exercise, ...inside] = path.split("/");
  if (root !== "labs" || exercise !== "exercise" || inside.length === 0) return "not a file of an exercise";
  if (!labs.includes(lab ?? "")) return "not a file of a lab that there is";
  // `.gitattributes` changes what a checkout writes.
  if (inside.some((name) => name.toLowerCase().startsWith(".git"))) return "a file of git's";
  return mode === undefined || mode === PLAIN_FILE ? undefined : (KINDS[mode] ?? `mode ${mode}`);
}
