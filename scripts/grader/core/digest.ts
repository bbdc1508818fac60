import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** `sha256:…` over names and contents (null: what is no plain file), the same whatever the order of the files. */
export function digestOf(files: readonly { name: string; bytes: Uint8Array | null }[]): string {
  const hash = sha256.create();
  for (const { name, bytes } of [...files].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    hash.update(utf8ToBytes(`${name}\0${bytes?.length ?? "-"}\0`)).update(bytes ?? new Uint8Array());
  }
  return `sha256:${bytesToHex(hash.digest())}`;
}
