import type { Expectation } from "#core/proof.ts";
import type { Course } from "#course/course.ts";
import { type FreshWork, readFreshWork, readTable, tableFile } from "#course/proofs.ts";
import type { MadePage } from "#lessons/made-pages/made-page.ts";
import { differences, type ProofTable } from "#reporters/proof/table.ts";

type Lab = ProofTable["labs"][number];
type FileSet = Lab["sets"][number];
type Mutants = NonNullable<Lab["mutants"]>;
type Harmless = NonNullable<Lab["harmless"]>;

/** Both proofs of the labs, on the simulated and on a real cluster. */
export interface Proofs {
  simulated?: ProofTable | undefined;
  real?: ProofTable | undefined;
  freshWork?: FreshWork[];
}

/** The page that shows how each lab was graded when it was last proven. */
export async function proofPage(course: Course): Promise<MadePage> {
  const [simulated, real] = await Promise.all([readTable("simulated", course), readTable("kind", course)]);
  const freshWork = await readFreshWork(course);
  return {
    id: "how-labs-are-proven",
    title: "How labs are proven",
    file: tableFile("simulated", course),
    markdown: proofMarkdown({ simulated, real, freshWork }),
  };
}

/** The page's text: what is proven, then a table for each lab. */
export function proofMarkdown(proofs: Proofs): string {
  return [
    INTRODUCTION,
    `## Where\n\n${where("Simulated cluster", proofs.simulated)}\n${where("Real cluster", proofs.real)}`,
    ...freshWorkMarkdown(proofs.freshWork ?? []),
    `## Differences between the clusters\n\n${differencesWords(proofs)}`,
    ...labsOf(proofs).map((lab) => labMarkdown(lab, proofs)),
    "",
  ].join("\n\n");
}

const INTRODUCTION = `A lab that grades wrongly is worse than none. So each one brings its own proof, made with the same
grader that grades you:

- The **exercise**, as it is shipped, must not pass.
- The **solution** must pass.
- Each **mistake** is wrong in a way in which learners really go wrong. It must fail exactly the checks that its author named, or be
  refused with exactly the named [issues](/issues/), and no two may fail alike.
- Each **lure** is wrong, though it looks right, and must fail in the same way. Each **way** is right in another way than the
  solution, and must pass. Many of both go back to manifests that people published.
- **Mutants** are made from the solution by a program: each field is removed or changed in turn, rights, tolerations and privileges
  are added, rules become wishes and probes formalities. A check must notice at least 98 of 100. One that passes all the same is a
  survivor. It stands here, with the reason why it is right if its author gave one.
- **Harmless changes** are made by a program as well: equal amounts, names of one's own, helper containers, defaults written out. All
  must pass.

All file sets are graded on the simulated cluster and on a real one, which must agree. Labs about something that is not simulated
are graded on a real one alone.`;

function where(name: string, proof: ProofTable | undefined): string {
  return `- ${name}: ${proof ? `Kubernetes ${proof.cluster.version}` : "no proof is recorded yet"}.`;
}

/** The only figure that the authors of the labs cannot bend: verdicts on work that they had not seen. */
function freshWorkMarkdown(measured: readonly FreshWork[]): string[] {
  if (measured.length === 0) return [];
  const rows = measured.map(
    ({ month, submissions, real, page }) =>
      `| ${month} | ${submissions} | ${real.right} of ${real.graded} | ${real.wrongPassed} | ${real.rightFailed} | ${page.graded} | ${page.same} of ${page.compared} |`,
  );
  return [
    `## Work that the authors had not seen

Submissions are written from the briefs alone, without a look at checks, solutions and mistakes: half of them right in unusual
ways, half subtly wrong. Both clusters grade them. These are the figures from before anything that
they found was mended.`,
    [
      "| When | Written | Right verdict on a real cluster | Wrong ones that passed | Right ones that failed | Verdict in the page | The same as on the real one |",
      "| --- | --- | --- | --- | --- | --- | --- |",
      ...rows,
    ].join("\n"),
  ];
}

/** The labs of both files, each once. */
function labsOf({ simulated, real }: Proofs): { id: string; title: string }[] {
  const labs = [...(simulated?.labs ?? []), ...(real?.labs ?? [])];
  return labs.filter(({ id }, index) => labs.findIndex((lab) => lab.id === id) === index);
}

function labMarkdown({ id, title }: { id: string; title: string }, { simulated, real }: Proofs): string {
  const proven = [simulated, real].map((proof) => proof?.labs.find((lab) => lab.id === id));
  const names = [...new Set(proven.flatMap((lab) => lab?.sets.map(({ name }) => name) ?? []))];
  const rows = names.map((name) => {
    const [onSimulated, onReal] = proven.map((lab) => lab?.sets.find((set) => set.name === name));
    // Of what is not simulated, only the real cluster is expected to say what the author did.
    const expected = (onReal ?? onSimulated)?.expected;
    return `| \`${name}\` | ${expected ? expectedWords(expected) : ""} | ${setWords(onSimulated)} | ${setWords(onReal)} |`;
  });
  const mutants = proven.find((lab) => lab?.mutants)?.mutants;
  const harmless = proven.find((lab) => lab?.harmless)?.harmless;
  return [
    `## ${title}`,
    [
      `[The lab](/labs/${id}/).`,
      daysWords(proven),
      ...(mutants ? [mutantWords(mutants)] : []),
      ...(harmless ? [harmlessWords(harmless)] : []),
    ].join(" "),
    ["| Files | Expected | Simulated | Real |", "| --- | --- | --- | --- |", ...rows].join("\n"),
    ...(mutants && mutants.survivors.length > 0 ? [survivorsMarkdown(mutants)] : []),
  ].join("\n\n");
}

/** Each lab may be proven by itself, so each has its own days. */
function daysWords([simulated, real]: (Lab | undefined)[]): string {
  const days = [
    simulated && `on the simulated cluster on ${simulated.date}`,
    real && `on a real cluster on ${real.date}`,
  ];
  return `Graded ${days.filter(Boolean).join(", ")}.`;
}

function expectedWords(expected: Expectation): string {
  switch (expected.outcome) {
    case "pass":
      return "pass";
    case "not pass":
      return "must not pass";
    case "fail":
      return `fails ${codes(expected.checks)}`;
    case "unsupported":
      return "unsupported: needs a real cluster";
    case "refused":
      return `refused with ${codes(expected.issues)}`;
  }
}

function setWords(set: FileSet | undefined): string {
  if (!set) return "not graded";
  const { proven, status, points, of, failed, issues } = set;
  const why = [failed.length > 0 && `fails ${codes(failed)}`, issues.length > 0 && codes(issues)].filter(Boolean);
  const total = status === "error" || status === "unsupported" ? status : `${status}, ${points} of ${of}`;
  return [`${proven ? "✓" : "✗"} ${total}`, ...why].join("; ");
}

/** The rate is of those that a check should notice: what is right all the same does not count against it. */
function mutantWords({ tried, killed, survivors }: Mutants): string {
  const equivalent = survivors.filter((survivor) => survivor.equivalent !== undefined).length;
  const wrong = tried - equivalent;
  const rate = wrong === 0 ? 100 : Math.floor((100 * killed) / wrong);
  const words = `The checks notice ${killed} of ${wrong} mutants (${rate} %)`;
  return equivalent === 0 ? `${words}.` : `${words}; ${equivalent} more are right all the same.`;
}

function harmlessWords({ tried, passed }: Harmless): string {
  return `${passed} of ${tried} harmless changes pass.`;
}

function survivorsMarkdown({ survivors }: Mutants): string {
  const lines = survivors.map(
    ({ file, line, path, change, equivalent }) =>
      `- \`${file}:${line}\` \`${path}\`: ${change}${equivalent === undefined ? "" : `. ${equivalent}`}`,
  );
  return `Survivors:\n\n${lines.join("\n")}`;
}

/** Where the two clusters gave the same files another verdict. */
function differencesWords({ simulated, real }: Proofs): string {
  if (!simulated || !real) return "Both proofs must be there to compare them.";
  const found = differences(simulated, real).map((difference) => `- ${difference}`);
  return found.length === 0
    ? "None: the same files got the same status, points, failed checks and issues."
    : found.join("\n");
}

function codes(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}
