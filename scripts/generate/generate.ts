/** `npm run generate`: writes the generated files and says how large they are. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { gzipSync } from "node:zlib";
import { generatedFiles } from "./generated-files.ts";

const repository = new URL("../../", import.meta.url);

for (const [path, text] of await generatedFiles()) {
  mkdirSync(new URL(dirname(path), repository), { recursive: true });
  writeFileSync(new URL(path, repository), text);
  const kilobytes = [text.length, gzipSync(text).length].map((bytes) => (bytes / 1000).toFixed(1));
  console.log(`${path}: ${kilobytes[0]} kB, ${kilobytes[1]} kB gzipped`);
}
