import type { Check, LabFile } from "#core/generated/lab.ts";
import { checkWords, type ExperimentOutcome } from "./outcomes.ts";

/** All that the page of an experiment is made from. */
interface ExperimentParts {
  id: string;
  /** The folder of all experiments, from the root. */
  folder: string;
  file: LabFile;
  /** The author's README. */
  brief: string;
  setup: readonly { name: string; text: string }[];
  real: ExperimentOutcome | undefined;
  simulated: ExperimentOutcome | undefined;
}

/** The page's text: why, what was shown on each cluster, how to see it oneself, how to run it, what it sets up. */
export function experimentMarkdown(parts: ExperimentParts): string {
  const { id, folder, file, brief, setup } = parts;
  return [
    `This experiment tries what [the lesson](${lessonLink(file.lesson)}) says.`,
    brief.trim(),
    "## What it shows",
    shown(parts),
    file.checks.map((check) => row(check, parts)).reduce((table, line) => `${table}\n${line}`, HEAD),
    "## See it yourself",
    `On a computer with Docker and kind, this runs it as it was run here, in about ${minutes(file.minutes)}. At the end it switches on again what it has switched off:`,
    `\`\`\`console title="your machine"\n$ npm run grade -- ${id} --labs ${folder} --cluster kind\n\`\`\``,
    `While it runs, look around in its namespace, whose name begins with \`lab-${id}\`:`,
    file.checks.map(lookAt).join("\n"),
    ...(setup.length > 0 ? ["## What it sets up", ...setup.map(manifest)] : []),
    "",
  ].join("\n\n");
}

const HEAD = "| Statement | Real cluster | Simulated |\n| --- | --- | --- |";

function row({ id, title }: Check, { real, simulated }: ExperimentParts): string {
  return `| ${title} | ${checkWords(real, id)} | ${checkWords(simulated, id)} |`;
}

function lookAt({ title, hints }: Check): string {
  return `1. **${title}.** ${hints.map(({ say }) => say).join(" ")}`;
}

/** When and where the times of the table were measured. */
function shown({ real, file }: ExperimentParts): string {
  const where = real
    ? `Seen on a real cluster (kind) with Kubernetes ${real.version} on ${real.date}.`
    : "It was not run on a real cluster yet.";
  const simulated = file.cluster?.real ? " The simulated cluster does not model this." : "";
  return `${where}${simulated} A time is how long that step took, after those before it.`;
}

/** A page that has parts has its rows in one of them. */
function lessonLink(lesson: string): string {
  const [page = "", row] = lesson.split("#");
  return `/${page}/${row === undefined ? "" : `#${row}`}`;
}

function manifest({ name, text }: { name: string; text: string }): string {
  return `~~~~~~yaml title="${name}"\n${text.trim()}\n~~~~~~`;
}

function minutes(count: number): string {
  return count === 1 ? "a minute" : `${count} minutes`;
}
