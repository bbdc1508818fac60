import type { Status, VerdictLocation } from "#core/generated/verdict.ts";
import { type GradedLab, type GradeRun, pathOf } from "#reporters/graded-lab.ts";
import { issueWords } from "#reporters/words/issue.ts";
import { printable } from "#reporters/words/value.ts";
import { failureFacts } from "#reporters/words/verdict.ts";

const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

/** Only the learner's mistake is an error in the learner's file. */
const LEVELS: Record<Status, "error" | "warning" | "note"> = {
  fail: "error",
  unsupported: "warning",
  error: "note",
  blocked: "note",
  pass: "note",
};

interface Finding {
  rule: string;
  /** The rule in words; the same for each of its findings. */
  about: string;
  status: Status;
  message: string;
  location: VerdictLocation;
}

/** What has a place in the learner's files, as SARIF 2.1.0 in the part of it that GitHub's code scanning reads. */
export function sarifReport({ labs, version }: GradeRun): string {
  const found = labs.flatMap((lab) => findings(lab).map((finding) => ({ ...finding, folder: lab.folder })));
  const rules = new Map(found.map(({ rule, about }) => [rule, about]));
  const log = {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "checkride",
            version,
            rules: [...rules].map(([id, about]) => ({ id, shortDescription: { text: about } })),
          },
        },
        columnKind: "utf16CodeUnits",
        results: found.map(({ rule, status, message, location, folder }) => ({
          ruleId: rule,
          level: LEVELS[status],
          message: { text: message },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: encodeURI(pathOf(location.file, folder)) },
                region: { startLine: location.line, startColumn: location.column },
              },
            },
          ],
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function findings({ verdict }: GradedLab): Finding[] {
  const issues = verdict.issues.map((issue): Finding => {
    const { what, next } = issueWords(issue.code, issue);
    const message = printable(`${what} ${next}`);
    return { rule: issue.code, about: issue.code, status: verdict.status, message, location: issue.location };
  });
  const checks = verdict.checks.flatMap((check): Finding[] => {
    const [location] = check.locations;
    if (check.status !== "fail" || !location) return [];
    const facts = failureFacts(check).map(({ label, text }) => `${label} ${text}`);
    const message = [check.title, ...facts].join("; ");
    return [{ rule: `${verdict.lab.id}/${check.id}`, about: check.title, status: check.status, message, location }];
  });
  return [...issues, ...checks];
}
