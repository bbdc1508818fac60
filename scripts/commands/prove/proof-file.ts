import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { print } from "#commands/cli/output.ts";
import { UsageError } from "#commands/cli/usage-error.ts";
import { keptRows, type ProofTable, withEarlier } from "#reporters/proof/table.ts";

/** The file of `prove --output`: rows of other labs that it holds are never lost. */
export interface ProofFile {
  /** Throws {@link UsageError} where rows that must stay are of another cluster than this one. */
  requireCluster(cluster: ProofTable["cluster"]): Promise<void>;
  /** Writes the table and the rows that stay. Throws as {@link ProofFile.requireCluster} does. */
  write(table: ProofTable): Promise<void>;
}

/**
 * The file at `path` for a proof of these labs; `whole` says that nobody named them, so that the file is made anew. Throws {@link UsageError}
 * where it would lose rows then.
 */
export async function openProofFile(path: string, ids: readonly string[], whole: boolean): Promise<ProofFile> {
  // Each time anew: another proof may have written its own rows since.
  const kept = async (): Promise<ProofTable | undefined> => {
    const earlier = await readEarlier(path, whole);
    return earlier && keptRows(earlier, ids);
  };
  const requireCluster = async (cluster: ProofTable["cluster"]): Promise<ProofTable | undefined> => {
    const earlier = await kept();
    if (earlier && earlier.labs.length > 0 && !isSame(earlier.cluster, cluster))
      throw otherCluster(path, earlier, cluster);
    return earlier;
  };
  const earlier = await kept();
  if (whole && earlier && earlier.labs.length > 0) throw otherLabs(path, earlier);
  return {
    requireCluster: async (cluster) => void (await requireCluster(cluster)),
    write: async (table) => {
      const earlier = await requireCluster(table.cluster);
      const all = earlier && earlier.labs.length > 0 ? withEarlier(table, earlier) : table;
      await print(`${JSON.stringify(all, null, 2)}\n`, path);
    },
  };
}

/** The table in a file. Throws {@link UsageError} where it cannot be read. */
export async function readTable(path: string): Promise<ProofTable> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as ProofTable;
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `The table ${path} cannot be read: ${cause}\nNext: make it anew with prove --output ${path}, without the name of a lab.`,
    );
  }
}

/** Undefined where there is no file, or where a whole table is made in place of one that cannot be read. */
async function readEarlier(path: string, whole: boolean): Promise<ProofTable | undefined> {
  if (!existsSync(path)) return undefined;
  return await readTable(path).catch((error: unknown) => {
    if (whole) return undefined;
    throw error;
  });
}

/** A table is of one patch release: its page says which. */
function isSame(one: ProofTable["cluster"], other: ProofTable["cluster"]): boolean {
  return one.kind === other.kind && one.version === other.version;
}

function otherCluster(path: string, { cluster, labs }: ProofTable, here: ProofTable["cluster"]): UsageError {
  return new UsageError(
    `${path} is the table of ${clusterWords(cluster)}, and this proof runs on ${clusterWords(here)}. A table is of one cluster, so ` +
      `these labs would lose their rows: ${idsOf(labs)}. Nothing was written.\n` +
      "Next: prove all labs, without the name of any, or write to another file.",
  );
}

function otherLabs(path: string, { labs }: ProofTable): UsageError {
  return new UsageError(
    `${path} has rows of labs that are not proven here, and they would be lost: ${idsOf(labs)}. Nothing was graded.\n` +
      `Next: write to another file. If those labs no longer exist, delete ${path} first.`,
  );
}

function clusterWords({ kind, version }: ProofTable["cluster"]): string {
  return `${kind === "simulated" ? "a simulated cluster" : "a real cluster"} with Kubernetes ${version}`;
}

const idsOf = (labs: ProofTable["labs"]): string => labs.map(({ id }) => id).join(", ");
