import { readFile } from "node:fs/promises";
import { isMap, isSeq, LineCounter, parseDocument } from "yaml";
import { type Course, pathOf } from "./course.ts";

/** A word that the lessons teach. */
export interface Term {
  term: string;
  /** Other forms of it: `Pods`, `etcd's`. */
  also: string[];
  /** One sentence. */
  meaning: string;
  /** Where a lesson teaches it: `/beginner/kubernetes-architecture/control-plane/#etcd`. */
  link: string;
  /** Its line in the file. */
  line: number;
}

/** The glossary of the site. */
export interface Glossary {
  text: string;
  terms: Term[];
  /** Where the file is no YAML. */
  broken: { message: string; line: number }[];
}

/** The glossary of the site, in the order of its file; empty if none exists. */
export async function readGlossary(course: Course): Promise<Glossary> {
  const text = await readFile(pathOf(course, course.glossary), "utf8").catch(() => "");
  return { text, ...parseGlossary(text) };
}

/** What an entry lacks is empty. */
function parseGlossary(text: string): Omit<Glossary, "text"> {
  const lineCounter = new LineCounter();
  const { contents, errors } = parseDocument(text, { lineCounter, prettyErrors: false });
  const broken = errors.map(({ message, pos: [start] }) => ({ message, line: lineCounter.linePos(start).line }));
  if (!isSeq(contents)) return { terms: [], broken };
  const terms = contents.items.filter(isMap).map((item) => {
    const { term, also, meaning, link } = item.toJSON() as Record<string, unknown>;
    return {
      term: textOf(term),
      also: Array.isArray(also) ? also.map(String) : [],
      meaning: textOf(meaning),
      link: textOf(link),
      line: lineCounter.linePos(item.range?.[0] ?? 0).line,
    };
  });
  return { terms, broken };
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
