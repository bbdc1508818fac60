import { readFile } from "node:fs/promises";
import { join } from "node:path/posix";
import type { ProofTable } from "#reporters/proof/table.ts";
import { type Course, pathOf } from "./course.ts";

/** What is proven, and on which cluster: the name of the file that `prove --output` writes, without ending. */
export type ProofName = "simulated" | "kind" | "experiments-simulated" | "experiments-kind";

/** The last table that was recorded under this name; undefined where none was. */
export async function readTable(name: ProofName, course: Course): Promise<ProofTable | undefined> {
  const text = await readFile(pathOf(course, tableFile(name, course)), "utf8").catch(() => "");
  return text === "" ? undefined : (JSON.parse(text) as ProofTable);
}

/** The file of a table, from the root. */
export function tableFile(name: ProofName, { proofs }: Course): string {
  return join(proofs, `${name}.json`);
}
