import { summary } from "@actions/core";
import { markdownReport } from "#reporters/markdown/report.ts";
import { timelineMarkdown } from "#reporters/markdown/timeline.ts";
import type { RecordedLab } from "./grade-all.ts";

/** The summary of one step may have 1 MiB. */
const MAX_BYTES = 1_000_000;

/** Writes the job's summary: each lab's verdict with the lines that it is about, then what the cluster did, as far as there is room. */
export async function summarize(labs: readonly RecordedLab[]): Promise<void> {
  const sections = [
    markdownReport({ labs }),
    ...labs.map(({ verdict, moments }) => timelineMarkdown(verdict.lab.title, moments)),
  ];
  let bytes = 0;
  const fitting = sections.filter((section) => (bytes += Buffer.byteLength(section)) <= MAX_BYTES);
  await summary.addRaw(fitting.join("\n")).write();
}
