import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Verdict } from "#core/generated/verdict.ts";

/** How many hints of each check were asked for, by lab and check. */
type Shown = Record<string, Record<string, number>>;

/**
 * How many hints of each failed check are shown: one, and one more for each time that `more` was asked for while the check
 * failed. `more` is for the first failed check that has one left, as that is where the learner is. Kept in `.checkride/hints.json`.
 */
export async function shownHints(
  { lab, checks }: Verdict,
  more: boolean,
  folder = ".checkride",
): Promise<{ shown: Map<string, number>; oneMore: boolean }> {
  const file = join(folder, "hints.json");
  const all = await readShown(file);
  const failed = checks.filter((check) => check.status === "fail");
  const shown = new Map(failed.map(({ id }) => [id, all[lab.id]?.[id] ?? 1]));
  const next = more && failed.find(({ id, hints }) => hints.length > (shown.get(id) ?? 1));
  if (next) shown.set(next.id, (shown.get(next.id) ?? 1) + 1);
  const asked = [...shown].filter(([, count]) => count > 1);
  if (asked.length > 0 || all[lab.id]) {
    await mkdir(folder, { recursive: true });
    await writeFile(file, `${JSON.stringify({ ...all, [lab.id]: Object.fromEntries(asked) }, null, 2)}\n`);
  }
  return { shown, oneMore: next !== undefined && next !== false };
}

/** A file that cannot be read is worth no word: the learner asks again. */
async function readShown(file: string): Promise<Shown> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Shown;
  } catch {
    return {};
  }
}
