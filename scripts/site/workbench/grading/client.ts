import { BUDGET } from "#core/budget.ts";
import { causeWords } from "#core/error.ts";
import type { LabFolder } from "#core/lab/lab.ts";
import type { Answer, Graded, Order, TextFile } from "./messages.ts";

/** How a grade ended: with a verdict, or with the reason for which there is none, which is never the learner's doing. */
export type GradeOutcome = { graded: Graded; error?: undefined } | { graded?: undefined; error: string };

export interface GradeClient {
  /** Loads the grader and opens a cluster, so that the next grade is fast. */
  prepare(): void;
  /** Grades; a grade that still runs is given up for it, and its promise resolves to undefined. */
  grade(files: TextFile[], say: (text: string) => void): Promise<GradeOutcome | undefined>;
}

/** A grader that says nothing for so long has not been loaded, or has hung: the slowest step takes a second or two. */
const SILENCE = { loading: 30_000, grading: BUDGET };

interface Running {
  say: (text: string) => void;
  settle: (outcome: GradeOutcome | undefined) => void;
}

/** Grades in a worker, which is kept warm from grade to grade, and replaced when it crashes, hangs or is interrupted. */
export function startGradeClient(folder: LabFolder): GradeClient {
  let worker: Worker | undefined;
  let running: Running | undefined;
  let alarm: ReturnType<typeof setTimeout> | undefined;

  function start(): Worker {
    const started = new Worker(new URL("./grade.worker.ts", import.meta.url), { type: "module" });
    started.addEventListener("message", ({ data }: MessageEvent<Answer>) => receive(data));
    started.addEventListener("error", ({ message }) =>
      fail(message ? stoppedWords(wordsOf(message)) : "The grader could not be loaded. Is there a connection?"),
    );
    send(started, { type: "prepare", folder });
    return started;
  }

  function receive(answer: Answer): void {
    if (answer.type === "stopped") fail(stoppedWords(answer.cause));
    else if (answer.type === "verdict") settle({ graded: answer });
    else {
      running?.say(answer.text);
      watchForSilence(SILENCE.grading);
    }
  }

  function watchForSilence(milliseconds: number): void {
    clearTimeout(alarm);
    const words = `The grader has not answered for ${milliseconds / 1000} seconds and was stopped.`;
    alarm = setTimeout(() => fail(words), milliseconds);
  }

  function settle(outcome: GradeOutcome | undefined): void {
    clearTimeout(alarm);
    running?.settle(outcome);
    running = undefined;
  }

  /** The next grade gets a new worker: nobody knows what state this one is in. */
  function discard(): void {
    worker?.terminate();
    worker = undefined;
  }

  function fail(error: string): void {
    discard();
    settle({ error });
  }

  return {
    prepare: () => {
      worker ??= start();
    },
    grade: (files, say) => {
      if (running) {
        discard();
        settle(undefined);
      }
      if (!worker) say("Loading the grader");
      worker ??= start();
      send(worker, { type: "grade", files });
      watchForSilence(SILENCE.loading);
      return new Promise((resolve) => {
        running = { say, settle: resolve };
      });
    },
  };
}

function send(worker: Worker, order: Order): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has one page, and no origin to choose
  worker.postMessage(order);
}

/** What a browser says of an error that nobody caught, `Uncaught TypeError: …`. */
function wordsOf(message: string): string {
  const [, name = ""] = /^Uncaught (\w+)/.exec(message) ?? [];
  return causeWords(Object.assign(new Error(message), { name }));
}

function stoppedWords(cause: string): string {
  return `The grader in this page stopped: ${cause}`;
}
