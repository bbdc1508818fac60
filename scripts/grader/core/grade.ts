import { applyObject } from "./acts/changes.ts";
import { type CheckListener, runChecks } from "./checks/run-checks.ts";
import { type Cluster, RefusedError } from "./cluster.ts";
import type { Context, Place } from "./context.ts";
import { type Disturbances, restore } from "./disturbances.ts";
import { causeWords } from "./error.ts";
import { watchCauses } from "./explain/cause-watch.ts";
import type { Observation, Verdict } from "./generated/verdict.ts";
import type { Issue } from "./issue.ts";
import type { Manifest } from "./kubernetes/manifest.ts";
import { kindName } from "./kubernetes/object.ts";
import type { Lab } from "./lab/lab.ts";
import { parsePath } from "./path.ts";
import { readSubmission, type SubmittedFile } from "./submission/submission.ts";
import { makeVerdict, type Result } from "./verdict.ts";

/** What is told while a grade runs, for people who wait. */
export interface GradeListener extends CheckListener {
  phase(phase: "cluster" | "apply" | "checks"): void;
  /** A cause of failure, as soon as the cluster says it. */
  observed(observation: Observation): void;
  /** Something that a check changed in the cluster could not be put back; no part of the verdict. */
  notRestored(error: Error): void;
}

export interface GradeOptions {
  lab: Lab;
  files: readonly SubmittedFile[];
  /** Gives the cluster and a fresh namespace in it; asked only for a submission that could be applied. The caller closes them. */
  open: () => Promise<Place>;
  /** Milliseconds of real time. */
  now: () => number;
  listener: GradeListener;
  signal: AbortSignal;
  /** Ends the grade with the verdict `error` and the words of its reason: the time is spent, or something failed that nobody waits for. */
  limit?: AbortSignal;
}

/**
 * Grades one submission. What a learner can do gives a verdict, and so does a cluster or a part of the grader that
 * fails (`error`): only the reason of `signal` is thrown.
 */
export async function grade(options: GradeOptions): Promise<Verdict> {
  const { lab, files, listener, limit, now } = options;
  const signal = limit ? AbortSignal.any([options.signal, limit]) : options.signal;
  const timings: Verdict["timings"] = { read: 0, cluster: 0, apply: 0, checks: 0 };
  const timed = async <T>(phase: keyof typeof timings, work: () => T | Promise<T>): Promise<T> => {
    const started = now();
    try {
      return await work();
    } finally {
      timings[phase] = Math.round((now() - started) * 10) / 10;
    }
  };
  let cluster: Cluster | undefined;
  const disturbances: Disturbances = new Map();
  const verdict = (result: Result) => makeVerdict({ lab, files, cluster, result, timings });

  const steps = async (): Promise<Verdict> => {
    const submission = await timed("read", () => readSubmission(lab, files));
    if (submission.issues.length > 0) return verdict({ status: "blocked", issues: submission.issues });

    listener.phase("cluster");
    const place = await timed("cluster", options.open);
    signal.throwIfAborted();
    cluster = place.cluster;
    if (lab.file.cluster?.real && cluster.kind === "simulated")
      return verdict({ status: "unsupported", issues: [needsRealCluster(submission.manifests)] });
    const unsupported = [...lab.setup, ...submission.manifests].flatMap((manifest) =>
      unsupportedFields(place.cluster, manifest),
    );
    if (unsupported.length > 0) return verdict({ status: "unsupported", issues: unsupported });

    const context = { ...place, disturbances, acted: new Map<string, number>(), manifests: submission.manifests };
    listener.phase("apply");
    const refused = await timed("apply", () => apply(lab.setup, context));
    if (refused) return verdict({ status: "blocked", issues: [refused] });

    listener.phase("checks");
    const over = new AbortController();
    watchCauses(place, (cause) => listener.observed(cause), over.signal);
    try {
      const checks = await timed("checks", () => runChecks(lab.file.checks, context, listener, signal));
      return verdict({ checks });
    } finally {
      over.abort();
    }
  };

  try {
    return await unlessAborted(steps(), limit);
  } catch (error) {
    options.signal.throwIfAborted();
    return verdict({ status: "error", error: causeWords(error) });
  } finally {
    for (const error of await restore(disturbances)) listener.notRestored(error);
  }
}

/** The result of work that may not listen to a signal; rejects with the signal's reason as soon as it is aborted. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal?.reason as Error);
  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}

/** Said at the beginning of what was submitted: nothing in it is wrong. */
function needsRealCluster([manifest]: readonly Manifest[]): Issue {
  return { code: "needs-real-cluster", location: manifest?.locate([]) ?? { file: "", line: 1, column: 1 }, path: "" };
}

function unsupportedFields(cluster: Cluster, { object, locate }: Manifest): Issue[] {
  return cluster.unsupported([object]).map(({ kind, path, suggestion }) => ({
    code: "not-simulated",
    location: locate(parsePath(path), "key"),
    path,
    actual: kind,
    ...(suggestion !== undefined && { suggestion }),
  }));
}

/** Applies the lab's own objects, then the submission; the issue if the API refuses one of the learner's. */
async function apply(setup: readonly Manifest[], context: Context): Promise<Issue | undefined> {
  const { cluster, namespace } = context;
  for (const manifest of setup) {
    await applyObject(context, manifest.object).catch((error: unknown) => {
      const { file } = manifest.locate([]);
      throw error instanceof RefusedError ? new Error(`${file}: the API server refused it: ${error.message}`) : error;
    });
  }
  for (const manifest of context.manifests) {
    const { object } = manifest;
    try {
      await cluster.apply({ ...object, metadata: { ...object.metadata, namespace } }, "submitter");
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      return {
        code: "refused",
        location: manifest.locate([]),
        path: "",
        expected: kindName(manifest.object),
        actual: error.message,
      };
    }
  }
  return undefined;
}
