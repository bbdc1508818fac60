/**
 * The text of a file as kubectl reads it: UTF-8, or UTF-16 with the byte order mark that PowerShell writes; undefined for
 * anything else. Source: go-yaml's yaml_parser_determine_encoding.
 */
export function decodedText(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
    // UTF-32, or UTF-16 without a mark: the first letter has zeros beside it.
    return text.slice(0, 2).includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}
