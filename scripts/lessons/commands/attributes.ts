import { MetaOptions } from "astro-expressive-code";
import type { Code } from "mdast";
import { closestName } from "#core/closest-name.ts";
import { type CommandBlock, COMPONENTS, PLACES } from "./command.ts";

/** An attribute that is not as it must be. */
export interface AttributeProblem {
  /** The attribute as it is in the fence; empty for what is wrong with all of them together. */
  raw: string;
  says: string;
  next: string;
}

type CommandAttributes = Omit<CommandBlock, "code">;

/** What each attribute sets, or a sentence with what was expected. */
const ATTRIBUTES: Record<string, (value: string, fields: CommandAttributes) => Partial<CommandAttributes> | string> = {
  run: (value) => {
    const on = PLACES.find((place) => place === value);
    return on ? { runs: { on } } : expected(PLACES);
  },
  "not-run": (value) => (value.trim() ? { runs: { not: value } } : "expected the reason, which the reader is shown"),
  name: (value) =>
    /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value) ? { name: value } : "expected small letters, digits and hyphens",
  contains: (value, { contains }) =>
    value ? { contains: [...contains, value] } : "expected a text that the output contains",
  with: (value, { placeholders }) => {
    const [, shown, typed] = /^(<[^>]+>)=(.+)$/s.exec(value) ?? [];
    return shown && typed
      ? { placeholders: [...placeholders, [shown, typed]] }
      : "expected a placeholder and what is typed for it, such as <node-name>=$worker";
  },
  exit: (value) => (/^\d{1,3}$/.test(value) ? { exit: Number(value) } : "expected an exit code, a number"),
  within: (value) => {
    const [, seconds] = /^(\d+)s$/.exec(value) ?? [];
    return seconds ? { within: Number(seconds) } : "expected seconds, such as 60s";
  },
  during: (value) => {
    const during = COMPONENTS.find((name) => name === value);
    return during ? { during, nightly: true } : expected(COMPONENTS);
  },
  output: (value) => (value === "none" ? { lines: 0 } : "expected none"),
  lines: (value) => (/^[1-9]\d*$/.test(value) ? { lines: Number(value) } : "expected a number of lines"),
};

const REPEATED = new Set(["contains", "with"]);

const expected = (names: readonly string[]): string => `expected one of ${names.join(", ")}`;

/** The block as its attributes describe it, or what is wrong with them. */
export function readAttributes(code: Code): { block: CommandBlock } | { problems: AttributeProblem[] } {
  const fields: CommandAttributes = {
    name: "",
    runs: { not: "" },
    changes: false,
    nightly: false,
    contains: [],
    placeholders: [],
    exit: 0,
    within: 0,
    lines: Infinity,
  };
  const problems: AttributeProblem[] = [];
  const seen = new Set<string>();
  for (const { key = "", kind, value, raw } of new MetaOptions(code.meta ?? "").list()) {
    if (kind === "boolean" && (key === "changes" || key === "nightly")) fields[key] = true;
    else if (!(key in ATTRIBUTES)) problems.push(unknownAttribute(key || raw.trim(), raw.trim()));
    else if (seen.has(key) && !REPEATED.has(key))
      problems.push({
        raw: raw.trim(),
        says: `the attribute ${key} stands twice; expected once`,
        next: "Remove one of the two.",
      });
    else {
      const set = kind === "string" ? ATTRIBUTES[key]?.(value, fields) : 'expected a text in quotes after "="';
      if (typeof set === "object") Object.assign(fields, set);
      else problems.push({ raw: raw.trim(), says: `${raw.trim()}: ${set}`, next: "Change the attribute's value." });
    }
    seen.add(key);
  }
  const complete = problems.length > 0 ? problems : incomplete(fields, seen);
  return complete.length > 0 ? { problems: complete } : { block: { code, ...fields } };
}

function unknownAttribute(key: string, raw: string): AttributeProblem {
  const names = [...Object.keys(ATTRIBUTES), "changes", "nightly"];
  const meant = closestName(key, names);
  return {
    raw,
    says: `unknown attribute ${key}; ${expected(names)}`,
    next: meant ? `Did you mean ${meant}?` : "Remove it.",
  };
}

/** What the attributes say together. */
function incomplete({ name }: CommandAttributes, seen: ReadonlySet<string>): AttributeProblem[] {
  if (seen.has("run") && seen.has("not-run"))
    return [{ raw: "", says: "run and not-run stand together; expected one of them", next: "Remove one of the two." }];
  if (!seen.has("run") && !seen.has("not-run"))
    return [
      {
        raw: "",
        says: "a bash block that says neither where it runs nor why it does not",
        next: 'Add run="client" and name="…", or not-run="the reason".',
      },
    ];
  if (seen.has("run") && !name)
    return [
      {
        raw: "",
        says: "the command has no name; its recording is kept under it",
        next: 'Add name="…", unique on this page.',
      },
    ];
  return [];
}
