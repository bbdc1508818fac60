import { type Entry, fromBufferPromise, type ZipFile } from "yauzl";
import { GRADES_FILE } from "#action/artifact.ts";
import { type Refused, refused } from "#action/report/refused.ts";
import { cappedBytes } from "#github/capped-bytes.ts";

/** The one file that the archive may hold, up to `max` bytes. Nothing is written to a disk, so no name can lead anywhere. */
export async function readGradesArchive(zip: Uint8Array, max: number): Promise<{ grades: Uint8Array } | Refused> {
  try {
    const archive = await fromBufferPromise(Buffer.from(zip), { lazyEntries: true, strictFileNames: true });
    const entries = await entriesOf(archive);
    const [entry] = entries;
    if (!entry || entries.length > 1 || entry.fileName !== GRADES_FILE)
      return refused("grades-unreadable", `the archive holds something else than one file ${GRADES_FILE}`);
    const { bytes, more } = await cappedBytes(await archive.openReadStreamPromise(entry), max);
    return more ? refused("grades-unreadable", "the file in the archive is too large") : { grades: bytes };
  } catch {
    // What is wrong with it in detail is the attacker's own text.
    return refused("grades-unreadable", "the archive is no sound zip");
  }
}

/** The first two entries: a second one is one too many. */
async function entriesOf(archive: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of archive.eachEntry()) {
    entries.push(entry);
    if (entries.length === 2) break;
  }
  return entries;
}
