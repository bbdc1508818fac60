import { type Document, parseAllDocuments } from "yaml";
import type { Issue, Location } from "#core/issue.ts";
import type { Json } from "#core/json.ts";
import type { Path } from "#core/path.ts";
import { locator, offsetOf } from "./places.ts";
import { type YamlRefusal, refusedByParser, refusedCharacter, refusedNode } from "./refusals.ts";
import { scalarTags } from "./scalars.ts";
import { refusedNesting, refusedSize } from "./size.ts";

/** One YAML document: its value, and where each field of it stands. */
export interface YamlDocument {
  value: Json;
  /** The place of the field's value, of its key, or of the nearest field around it that is there. */
  locate: (path: Path, part?: "key" | "value") => Location;
}

/** Reads YAML text as kubectl does; never throws for what the text holds. Documents that are empty are left out. */
export function readYaml(file: string, source: string): { documents: YamlDocument[]; issues: Issue[] } {
  const text = plainText(source);
  const at = locator(file, text);
  const refuse = ({ code, offset, ...rest }: YamlRefusal) => ({
    documents: [],
    issues: [{ code, location: at(offset), path: "", ...rest }],
  });

  const unread = refusedCharacter(text) ?? refusedNesting(text);
  if (unread) return refuse(unread);

  const parsed = parseAllDocuments(text, {
    version: "1.2",
    customTags: scalarTags,
    merge: true,
    prettyErrors: false,
    resolveKnownTags: false,
    // The parser's own check takes seconds for thousands of keys; `refusedNode` does it.
    uniqueKeys: false,
  });
  const found: Document.Parsed[] = Array.isArray(parsed) ? parsed : [];
  for (const document of found) {
    const refusal = refusedByParser(document, text) ?? refusedNode(document) ?? refusedSize(document);
    if (refusal) return refuse(refusal);
  }

  const documents = found
    .map((document): YamlDocument => ({
      // How often aliases may repeat themselves was decided above.
      value: document.toJS({ maxAliasCount: -1 }) as Json,
      locate: (path, part = "value") => at(offsetOf(document, path, part)),
    }))
    .filter(({ value }) => value !== null);
  return documents.length > 0 ? { documents, issues: [] } : refuse({ code: "empty-file", offset: 0 });
}

/** Every line ends alike, and no document begins with a byte order mark, as after two files became one. */
function plainText(source: string): string {
  return source
    .replaceAll(/\r\n?/g, "\n")
    .replace(/^\uFEFF/, "")
    .replaceAll(/(?<=^---.*\n)\uFEFF/gm, "");
}
