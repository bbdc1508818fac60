import { readFile } from "node:fs/promises";
import type { ProofTable } from "#reporters/proof/table.ts";

/** What is proven, and on which cluster: the name of the file that `prove --output` writes, without ending. */
export type ProofName = "simulated" | "kind" | "experiments-simulated" | "experiments-kind";

/** The last table that was recorded under this name; undefined where none was. */
export async function readTable(name: ProofName): Promise<ProofTable | undefined> {
  const text = await readFile(new URL(`../../docs/proofs/${name}.json`, import.meta.url), "utf8").catch(() => "");
  return text === "" ? undefined : (JSON.parse(text) as ProofTable);
}
