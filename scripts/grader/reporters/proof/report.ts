import type { Verdict } from "#core/generated/verdict.ts";
import { essence, type Expectation } from "#core/proof.ts";
import { printable } from "#reporters/words/value.ts";
import { failureFacts, observedFacts } from "#reporters/words/verdict.ts";

/** One file set, what its author expects and what became of it. */
export interface ProofLine {
  lab: string;
  name: string;
  expectation: Expectation;
  verdict: Verdict;
  proven: boolean;
  /** Of real time, with the namespace and what is cleaned up. */
  milliseconds: number;
}

/** A change of the solution that passed. */
export interface SurvivingMutant {
  file: string;
  line: number;
  /** The object and the field, `Deployment/web spec.replicas`. */
  path: string;
  change: string;
  /** Why the author says that it is right as well. */
  equivalent?: string;
}

/** The solution changed in one place after the other. */
export interface MutantProof {
  /** Those that could be judged. */
  tried: number;
  killed: number;
  /** Those that the cluster does not simulate. */
  undecided: number;
  survivors: SurvivingMutant[];
  /** Excuses of the author that excuse nothing. */
  stale: string[];
}

/** The solution after changes that make nothing wrong. */
export interface HarmlessProof {
  /** Those that could be judged. */
  tried: number;
  /** Those that the cluster does not simulate. */
  undecided: number;
  failed: { change: string; verdict: Verdict }[];
}

/** All that is known of one lab. */
export interface LabProof {
  id: string;
  title: string;
  sets: ProofLine[];
  /** Where the folder breaks a rule for authors. */
  problems: string[];
  /** Absent where the solution was not changed. */
  mutants?: MutantProof;
  harmless?: HarmlessProof;
}

/** The part of the changes that may be wrong and that a lab must notice. */
const KILL_RATE = 0.98;

/** Whether everything about a lab is as its author says, and as every author must have it: each line of {@link proofReport} says so. */
export function isProven(lab: LabProof): boolean {
  return blocksOf(lab).every(({ proven }) => proven);
}

/** How many of the changes that may be wrong were noticed, from 0 to 1; 0 where there were none, as that proves nothing. */
export function killRate({ tried, killed, survivors }: MutantProof): number {
  const wrong = tried - survivors.filter(({ equivalent }) => equivalent !== undefined).length;
  return wrong === 0 ? 0 : killed / wrong;
}

function areNoticed(mutants: MutantProof): boolean {
  return killRate(mutants) >= KILL_RATE && mutants.stale.length === 0;
}

/** A line for each file set, for each broken rule, and for the changed solutions; for what is not as it must be, why. */
export function proofReport(lab: LabProof): string {
  return blocksOf(lab)
    .flatMap(({ lines }) => lines.map((line) => `${line}\n`))
    .join("");
}

/** How many of all lines are as they must be. */
export function proofTotal(labs: readonly LabProof[]): string {
  const blocks = labs.flatMap(blocksOf);
  const failed = blocks.filter(({ proven }) => !proven).length;
  return `\n${blocks.length - failed} passed, ${failed} failed\n`;
}

function blocksOf({ id, sets, problems, mutants, harmless }: LabProof): Block[] {
  return [
    ...(sets.length > 0 ? sets.map(setLine) : [line(false, `${id} file sets: none was graded, so nothing is proven`)]),
    ...problems.map((problem) => line(false, `${id} folder: ${problem}`)),
    ...(mutants ? [mutantLines(id, mutants)] : []),
    ...(harmless ? [harmlessLines(id, harmless)] : []),
  ];
}

interface Block {
  proven: boolean;
  lines: string[];
}

function line(proven: boolean, text: string, more: readonly string[] = []): Block {
  return { proven, lines: [`${proven ? "✓" : "✗"} ${text}`, ...more.map((text) => `    ${text}`)] };
}

function setLine({ lab, name, expectation, verdict, proven }: ProofLine): Block {
  const why = proven ? [] : [`expected: ${expectationWords(expectation)}`, ...causes(verdict, expectation)];
  return line(proven, `${lab} ${name}: ${outcomeWords(verdict)}`, why);
}

function mutantLines(id: string, mutants: MutantProof): Block {
  const { tried, killed, undecided, survivors, stale } = mutants;
  const excused = survivors.filter(({ equivalent }) => equivalent !== undefined).length;
  const words = [
    tried === excused
      ? "none was judged that may be wrong, so nothing is proven"
      : `${killed} of ${tried - excused} noticed (${Math.floor(killRate(mutants) * 100)} %)`,
    excused > 0 && `${excused} as right as the solution`,
    undecided > 0 && `${undecided} not simulated`,
  ];
  return line(areNoticed(mutants), `${id} changed solutions: ${words.filter(Boolean).join(", ")}`, [
    ...survivors
      .filter(({ equivalent }) => equivalent === undefined)
      .map(({ file, line, path, change }) => `passes: ${file}:${line} ${path}: ${printable(change)}`),
    ...stale.map((excuse) => `survivors.yaml excuses ${excuse}, and no change there passes. Remove it.`),
  ]);
}

function harmlessLines(id: string, { tried, undecided, failed }: HarmlessProof): Block {
  const words = [
    tried === 0 ? "none was judged, so nothing is proven" : `${tried - failed.length} of ${tried} pass`,
    undecided > 0 && `${undecided} not simulated`,
  ];
  return line(
    tried > 0 && failed.length === 0,
    `${id} harmless changes: ${words.filter(Boolean).join(", ")}`,
    failed.flatMap(({ change, verdict }) => [
      `${change}: ${outcomeWords(verdict)}`,
      ...causes(verdict, { outcome: "pass" }).map((cause) => `  ${cause}`),
    ]),
  );
}

function outcomeWords(verdict: Verdict): string {
  const { status, failed, issues } = essence(verdict);
  const why = [
    failed.length > 0 && `fails ${failed.join(", ")}`,
    issues.length > 0 && `refused with ${issues.join(", ")}`,
  ]
    .filter(Boolean)
    .join("; ");
  return `${status} ${verdict.points}/${verdict.of}${why ? `, ${why}` : ""}`;
}

function expectationWords(expectation: Expectation): string {
  switch (expectation.outcome) {
    case "pass":
      return "pass";
    case "not pass":
      return "fail: an exercise must not pass as shipped";
    case "fail":
      return `fails ${expectation.checks.join(", ")}`;
    case "refused":
      return `refused with ${expectation.issues.join(", ")}`;
    case "unsupported":
      return "unsupported: the lab needs a real cluster";
  }
}

/** What an author needs to know of a verdict that is not the expected one: errors, and why checks fail that should not. */
function causes(verdict: Verdict, expectation: Expectation): string[] {
  const expected = expectation.outcome === "fail" ? expectation.checks : [];
  const errors = [verdict.error, ...verdict.checks.map((check) => check.error)].filter((error) => error !== undefined);
  const failures = verdict.checks
    .filter(({ id, status }) => status === "fail" && !expected.includes(id))
    .map((check) => [check, [...failureFacts(check), ...observedFacts(check)]] as const)
    .filter(([, facts]) => facts.length > 0)
    .map(([{ id }, facts]) => `${id}: ${facts.map(({ label, text }) => `${label} ${text}`).join(", ")}`);
  return [...errors.map((error) => `cause: ${printable(error)}`), ...failures];
}
