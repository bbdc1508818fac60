import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const frame = EditorView.theme({
  "&": { backgroundColor: "var(--panel)", color: "var(--code-text)", fontSize: "var(--sl-text-code)" },
  "&.cm-focused": {
    outline: "3px solid var(--sign)",
    outlineOffset: "2px",
    boxShadow: "0 0 0 2px #111, 0 0 0 7px #111",
  },
  ".cm-scroller": { fontFamily: "var(--__sl-font-mono)", lineHeight: "1.5", maxHeight: "min(36rem, 75vh)" },
  ".cm-content": { padding: "0.75rem 0", caretColor: "var(--ink)", outline: "none", boxShadow: "none" },
  ".cm-content:focus-visible": { outline: "none", boxShadow: "none" },
  ".cm-line": { padding: "0 1.35rem 0 0.75rem" },
  ".cm-gutters": { backgroundColor: "var(--panel)", color: "var(--muted)", border: "0" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 0.25rem", minWidth: "2rem" },
  "&.cm-focused .cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--ink)", fontWeight: "700" },
  ".cm-activeLineGutter": { backgroundColor: "transparent" },
  ".cm-specialChar": { color: "var(--role-failed-text)" },
  ".cm-gutter-lint": { width: "1.25rem" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "0 0 0 0.25rem" },
});

/** The mark of a failed check in the gutter and under the text; its words in a tooltip. */
const diagnostics = EditorView.theme({
  ".cm-lint-marker": { width: "1em", height: "auto" },
  ".cm-lint-marker-error": { content: "normal", color: "var(--role-failed-text)", fontWeight: "700" },
  ".cm-lint-marker-error::before": { content: '"✗"' },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    backgroundColor: "var(--role-failed-fill)",
    textDecoration: "underline wavy 1px var(--role-failed-text)",
    textUnderlineOffset: "0.25em",
  },
  ".cm-lintRange-active": { backgroundColor: "var(--role-failed-fill)" },
  ".cm-lintRange-error, .cm-lintRange-error span": { color: "var(--role-failed-text)" },
  ".cm-lintPoint-error::after": { borderBottomColor: "var(--role-failed-text)" },
  ".cm-tooltip": {
    maxWidth: "min(36rem, 88vw)",
    border: "2px solid var(--role-failed-text)",
    borderRadius: "4px",
    backgroundColor: "var(--paper)",
    color: "var(--ink)",
    fontFamily: "var(--__sl-font)",
    fontSize: "0.875rem",
    overflowWrap: "anywhere",
  },
  ".cm-diagnostic": { padding: "0.5rem 0.75rem", margin: "0", border: "0" },
});

/** The colours of the code blocks elsewhere on the site, so that the exercise looks the same before and after loading. */
const yaml = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--code-key)" },
  { tag: [tags.content, tags.string, tags.special(tags.string)], color: "var(--code-string)" },
  { tag: [tags.lineComment, tags.meta], color: "var(--muted)" },
  { tag: [tags.keyword, tags.labelName, tags.typeName], color: "var(--code-literal)" },
]);

/** The editor in the site's colours, light and dark alike: they are the page's own properties. */
export const editorTheme: Extension = [frame, diagnostics, syntaxHighlighting(yaml)];
