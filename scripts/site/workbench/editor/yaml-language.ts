import { yamlLanguage } from "@codemirror/lang-yaml";
import { LanguageSupport } from "@codemirror/language";

/** Deeper than any manifest. */
const MAX_DEPTH = 200;

/**
 * YAML in colours. Text that nests deeper than a person would write is left without: the parser builds its tree
 * recursively, would overflow the stack, and an editor whose parser has thrown takes no further input.
 */
export function yaml(): LanguageSupport {
  const language = yamlLanguage.configure({
    wrap: (parse, input) =>
      nestsTooDeep(input.read(0, input.length)) ? yamlLanguage.parser.startParse(" ".repeat(input.length)) : parse,
  });
  return new LanguageSupport(language);
}

/** Whether more brackets are open at once, or more indicators of nesting are in one line, than are allowed. */
function nestsTooDeep(text: string): boolean {
  let brackets = 0;
  let indicators = 0;
  for (const character of text) {
    if (character === "\n") indicators = 0;
    else if (character === "[" || character === "{") brackets++;
    else if (character === "]" || character === "}") brackets = Math.max(0, brackets - 1);
    else if (character === "-" || character === "?" || character === ":") indicators++;
    if (brackets > MAX_DEPTH || indicators > MAX_DEPTH) return true;
  }
  return false;
}
