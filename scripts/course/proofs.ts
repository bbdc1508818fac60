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

/** What became of submissions that were written from the briefs alone, before anything that they found was mended. */
export interface FreshWork {
  /** When they were graded, `November 2026`. */
  month: string;
  submissions: number;
  /** How many a real cluster graded, how many of them got the right verdict, and what the others got. */
  real: { graded: number; right: number; wrongPassed: number; rightFailed: number };
  /** How many got a verdict on a simulated cluster, how many of them a real one graded too, and how many of these alike. */
  page: { graded: number; compared: number; same: number };
}

/** Every such measurement, the first one first; none where none is recorded. */
export async function readFreshWork(course: Course): Promise<FreshWork[]> {
  const text = await readFile(pathOf(course, join(course.proofs, "fresh-work.json")), "utf8").catch(() => "[]");
  return JSON.parse(text) as FreshWork[];
}
