import { toXml } from "xast-util-to-xml";
import { x } from "xastscript";
import type { GradedLab, GradeRun } from "#reporters/graded-lab.ts";
import { type ReportedCase, outcomesOf } from "./outcomes.ts";

/**
 * The run as JUnit XML, in the part of the format that Jenkins' schema and its many readers share: a suite for each lab, a
 * case for each check. The format knows no points: they are in the suite's properties, `points.CHECK` as `2/3`.
 */
export function junitReport({ labs, started, ended }: GradeRun): string {
  const suites = labs.map((lab) => suite(lab, started));
  const all = labs.flatMap(outcomesOf);
  const { tests, failures, errors } = counts(all);
  const attributes = { name: "checkride", tests, failures, errors, time: seconds(ended - started) };
  return `${toXml(x(null, [{ type: "instruction", name: "xml", value: 'version="1.0" encoding="UTF-8"' }, x("testsuites", attributes, suites)]))}\n`;
}

function suite(lab: GradedLab, started: number): ReturnType<typeof x> {
  const { verdict } = lab;
  const outcomes = outcomesOf(lab);
  const properties: [name: string, value: string][] = [
    ["points", `${verdict.points}/${verdict.of}`],
    ["cluster", verdict.cluster ? `${verdict.cluster.kind} ${verdict.cluster.version}` : "none"],
    ...verdict.checks.map(({ id, points, of }): [string, string] => [`points.${id}`, `${points}/${of}`]),
  ];
  const attributes = {
    name: verdict.lab.id,
    ...counts(outcomes),
    time: seconds(outcomes.reduce((sum, { milliseconds }) => sum + milliseconds, 0)),
    timestamp: new Date(started).toISOString().slice(0, 19),
  };
  return x("testsuite", attributes, [
    x(
      "properties",
      properties.map(([name, value]) => x("property", { name, value })),
    ),
    ...outcomes.map((outcome) => testcase(outcome, verdict.lab.id)),
  ]);
}

function testcase({ id, title, status, milliseconds, why, details }: ReportedCase, lab: string): ReturnType<typeof x> {
  const attributes = { name: xmlText(title), classname: lab, time: seconds(milliseconds) };
  if (status === "pass") return x("testcase", attributes);
  if (status === "blocked" || status === "unsupported")
    return x("testcase", attributes, [x("skipped", xmlText(`${status}: ${why}`))]);
  const element = status === "fail" ? "failure" : "error";
  return x("testcase", attributes, [x(element, { type: id, message: xmlText(why) }, xmlText(details.join("\n")))]);
}

/** Text without the characters that XML 1.0 cannot hold at all, and without the end of a section that none began. */
function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replaceAll("]]>", "]] >");
}

function counts(outcomes: readonly ReportedCase[]) {
  const count = (...statuses: ReportedCase["status"][]) =>
    outcomes.filter(({ status }) => statuses.includes(status)).length;
  return {
    tests: outcomes.length,
    failures: count("fail"),
    errors: count("error"),
    skipped: count("blocked", "unsupported"),
  };
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
