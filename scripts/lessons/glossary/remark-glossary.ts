import type { Link, Nodes, Root, RootContent } from "mdast";
import { findAndReplace } from "mdast-util-find-and-replace";
import type { Term } from "#course/glossary.ts";
import { isLabel } from "#lessons/questions/questions.ts";
import { termId } from "./rows.ts";

/** Where the glossary's page stands, from the site's root. */
const GLOSSARY_PAGE = "/reference/glossary/";

/** Links each term where the page's text first uses it; not in headings, titles, tables, code and other links. */
export function linkTerms(tree: Root, terms: readonly Term[]): void {
  const forms = new Map(terms.flatMap((term) => [term.term, ...term.also].map((form) => [form, term])));
  if (forms.size === 0) return;
  const linked = new Set<Term>();
  const link = (found: string): Link | false => {
    const term = forms.get(found) ?? forms.get(found.charAt(0).toLowerCase() + found.slice(1));
    if (!term || linked.has(term)) return false;
    linked.add(term);
    return termLink(term, found);
  };
  findAndReplace(tree, [[anyOf([...forms.keys()]), link]], { ignore: (node) => isLeftAlone(node as Nodes) });
}

/**
 * Whole words, the longest first. A small first letter may be a capital one at the start of a sentence; a capital one may not
 * be small: a Service is no service.
 */
function anyOf(forms: string[]): RegExp {
  const longestFirst = forms.toSorted((one, other) => other.length - one.length);
  const patterns = longestFirst.map((form) => {
    const first = form.charAt(0);
    return first === first.toLowerCase() && first !== first.toUpperCase()
      ? `[${first}${first.toUpperCase()}]${RegExp.escape(`_${form.slice(1)}`).slice(1)}`
      : RegExp.escape(form);
  });
  return new RegExp(String.raw`(?<![\w./-])(?:${patterns.join("|")})(?![\w/-])`, "g");
}

function isLeftAlone(node: Nodes): boolean {
  return ["heading", "link", "linkReference", "table"].includes(node.type) || isLabel(node as RootContent);
}

function termLink(term: Term, found: string): Link {
  return {
    type: "link",
    url: `${GLOSSARY_PAGE}#${termId(term)}`,
    title: term.meaning,
    data: { hProperties: { className: ["term"] } },
    children: [{ type: "text", value: found }],
  };
}
