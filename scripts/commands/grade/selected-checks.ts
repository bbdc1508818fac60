import { UsageError } from "#commands/cli/usage-error.ts";
import { closestName } from "#core/closest-name.ts";
import type { Lab } from "#core/lab/lab.ts";

/** The lab with one of its checks and those that it needs, in the lab's order. Throws {@link UsageError} for a check that does not exist. */
export function onlyCheck(lab: Lab, id: string): Lab {
  const { checks } = lab.file;
  const ids = checks.map((check) => check.id);
  if (!ids.includes(id)) {
    const suggestion = closestName(id, ids);
    throw new UsageError(
      `The lab "${lab.id}" has no check "${id}".${suggestion ? ` Did you mean "${suggestion}"?` : ""}\nChecks: ${ids.join(", ")}`,
    );
  }
  const wanted = new Set<string>();
  const want = (id: string) => {
    wanted.add(id);
    for (const needed of checks.find((check) => check.id === id)?.needs ?? []) want(needed);
  };
  want(id);
  return { ...lab, file: { ...lab.file, checks: checks.filter((check) => wanted.has(check.id)) } };
}
