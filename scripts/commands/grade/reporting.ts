import { print } from "#commands/cli/output.ts";
import manifest from "#package.json" with { type: "json" };
import { terminalReport, terminalSummary } from "#reporters/formats/terminal.ts";
import type { GradedLab } from "#reporters/graded-lab.ts";
import { type Format, reportAs } from "./formats.ts";
import { shownHints } from "./shown-hints.ts";

/** Tells what was graded: people a lab at a time, programs all at once. */
export interface Reporting {
  /** A lab is graded, and nothing is cleaned up yet. */
  lab(graded: GradedLab): Promise<void>;
  /** All are graded, since that many milliseconds after 1970. */
  end(labs: readonly GradedLab[], started: number): Promise<void>;
}

export interface ReportingOptions {
  format: Format;
  /** A file in place of standard output. */
  output?: string;
  /** One more hint was asked for. */
  hint?: boolean;
  /** Each save is graded. */
  watch?: boolean;
  /** How many labs are graded. */
  count: number;
  /** The caller named one lab, and no list is wanted. */
  one: boolean;
  /** The command that grades a lab again. */
  again: (lab: string) => string;
}

export function reportingOf(options: ReportingOptions): Reporting {
  const { format, output } = options;
  if (format === "terminal") return output === undefined ? onTerminal(options) : inTextFile(options, output);
  return {
    lab: () => Promise.resolve(),
    async end(labs, started) {
      const run = { labs, started, ended: Date.now(), version: manifest.version };
      await print(await reportAs(format, run, options.one), output);
    },
  };
}

function onTerminal({ hint, watch: watched, count, again }: ReportingOptions): Reporting {
  // `NO_COLOR` is honoured by Node itself.
  const color = process.stdout.isTTY && process.stdout.hasColors();
  return {
    async lab(graded) {
      const { shown, oneMore } = await shownHints(graded.verdict, hint === true);
      await print(terminalReport(graded, { again: again(graded.verdict.lab.id), watched, color, hints: shown }));
      if (hint && !oneMore) await print("There is no further hint.\n");
      if (count > 1) await print("\n");
    },
    async end(labs) {
      if (count > 1) await print(terminalSummary(labs, { color }));
    },
  };
}

function inTextFile({ count, again }: ReportingOptions, output: string): Reporting {
  return {
    lab: () => Promise.resolve(),
    end(labs) {
      const reports = labs.map((lab) => terminalReport(lab, { again: again(lab.verdict.lab.id), color: false }));
      const summary = count > 1 ? [terminalSummary(labs, { color: false })] : [];
      return print([...reports, ...summary].join("\n"), output);
    },
  };
}
