import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { NODE_IMAGE } from "#clusters/kind/node-image.ts";
import { courseHere } from "#commands/cli/course.ts";
import { print } from "#commands/cli/output.ts";
import { UsageError } from "#commands/cli/usage-error.ts";
import { digestOf } from "#core/digest.ts";
import { pathOf } from "#course/course.ts";
import { labFolder, openLab } from "#course/labs.ts";
import { readSubmittedFiles } from "#course/submitted-files.ts";
import { BUNDLE, graderDigest } from "#github/grader-digest.ts";
import type { ReportedLab, ReportRecord } from "#reporters/pull-request/generated/report-record.ts";
import { parseRecord } from "#reporters/pull-request/record.ts";
import { type Comparison, verificationReport } from "#reporters/verification.ts";

/**
 * Says whether labs, exercises and grader of this folder are those that a record of `gradebook --records` is about: 0 if all of them are,
 * else 1. Throws {@link UsageError} for what is no record.
 */
export async function verifyCommand(path: string): Promise<number> {
  const record = await readRecordFile(path);
  const grader = await graderDigest(BUNDLE).catch(() => undefined);
  const comparisons: Comparison[] = [
    ...(await Promise.all(record.labs.map(labComparisons))).flat(),
    { what: "grader", where: BUNDLE, graded: record.trusted.grader, here: grader },
  ];
  await print(verificationReport(record, comparisons));
  return comparisons.every(({ graded, here }) => graded === here) ? 0 : 1;
}

async function readRecordFile(path: string): Promise<ReportRecord> {
  const text = await readFile(path, "utf8").catch(() => {
    throw new UsageError(
      `There is no file ${path}. Next: npm run checkride -- gradebook OWNER/REPO --records FOLDER writes records.`,
    );
  });
  const record = parseRecord(text);
  if (record?.labs.length === 0)
    throw new UsageError(
      `${path} is about no lab: nothing was graded, so there is nothing to verify. Next: name the record of a grade.`,
    );
  if (record) return record;
  throw new UsageError(
    `${path} is no record of a report. Next: npm run checkride -- gradebook OWNER/REPO --records FOLDER writes records.`,
  );
}

async function labComparisons({ id, lab, submission, image }: ReportedLab): Promise<Comparison[]> {
  const course = courseHere();
  const digest = await openLab(id, course).then(
    (found) => found.digest,
    () => undefined,
  );
  const files = await readSubmittedFiles(pathOf(course, join(labFolder(id, course), "exercise")));
  const nodes: Comparison[] =
    image === undefined ? [] : [{ what: "node image", where: id, graded: image, here: NODE_IMAGE }];
  return [
    { what: "lab", where: labFolder(id, course), graded: lab, here: digest },
    {
      what: "submission",
      where: `${labFolder(id, course)}/exercise`,
      graded: submission,
      here: files && digestOf(files),
    },
    ...nodes,
  ];
}
