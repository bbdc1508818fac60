import type { CronJobSpec, JobSpec } from "#core/kubernetes/generated/types.d.ts";
import { invalid, missing, negative, type Rule } from "./rule.ts";
import { expectedSchedule } from "./text/cron-schedule.ts";

/** Source: pkg/apis/batch/validation, validateJobSpec. */
export const jobRestartPolicy: Rule<JobSpec> = ({ template }) => {
  const { containers, restartPolicy } = template?.spec ?? {};
  const path = ["template", "spec", "restartPolicy"];
  if (!containers || restartPolicy === "OnFailure" || restartPolicy === "Never") return [];
  return restartPolicy
    ? [invalid(path, ["OnFailure", "Never"], restartPolicy)]
    : [missing(path, ["OnFailure", "Never"])];
};

/** Source: pkg/apis/batch/validation, validateJobSpec. */
export const jobNumbers: Rule<JobSpec> = (spec) =>
  negative(spec, [
    "parallelism",
    "completions",
    "activeDeadlineSeconds",
    "backoffLimit",
    "ttlSecondsAfterFinished",
    "maxFailedIndexes",
    "backoffLimitPerIndex",
  ]);

/** Source: pkg/apis/batch/validation, validateJobSpec; without `completions` and `parallelism` both become 1. */
export const indexedJob: Rule<JobSpec> = ({ completionMode, completions, parallelism, backoffLimitPerIndex }) => [
  ...(completionMode === "Indexed" && completions === undefined && parallelism !== undefined
    ? [missing(["completions"])]
    : []),
  ...(completionMode !== "Indexed" && backoffLimitPerIndex !== undefined
    ? [invalid(["backoffLimitPerIndex"], "left out unless completionMode is Indexed", backoffLimitPerIndex)]
    : []),
];

/** Source: pkg/apis/batch/validation, ValidateGeneratedSelector. */
export const jobSelector: Rule<JobSpec> = ({ selector, manualSelector }) => {
  if (manualSelector) return selector ? [] : [missing(["selector"])];
  return selector ? [invalid(["selector"], "left out: Kubernetes makes one for each Job", selector)] : [];
};

/** Source: pkg/apis/batch/validation, validateCronJobSpec. */
export const cronJob: Rule<CronJobSpec> = (spec) => {
  const { schedule, timeZone } = spec;
  const expected = schedule ? expectedSchedule(schedule) : undefined;
  return [
    ...(expected === undefined ? [] : [invalid(["schedule"], expected, schedule)]),
    ...(timeZone === "" || timeZone?.toLowerCase() === "local"
      ? [invalid(["timeZone"], "a time zone such as Europe/Berlin", timeZone)]
      : []),
    ...negative(spec, ["startingDeadlineSeconds", "successfulJobsHistoryLimit", "failedJobsHistoryLimit"]),
  ];
};
