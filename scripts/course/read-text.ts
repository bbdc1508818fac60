import { readFile } from "node:fs/promises";
import pLimit from "p-limit";

/** More files than a system lets a program open at once are in a thousand lessons. */
const AT_ONCE = pLimit(64);

/** The text of a file, when its turn comes. Rejects as `readFile` does. */
export const readText = (path: string | URL): Promise<string> => AT_ONCE(() => readFile(path, "utf8"));
