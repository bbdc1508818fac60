import { openSimulatedPlace } from "#clusters/simulated/open-place.ts";
import { BUDGET, budgetSpent } from "#core/budget.ts";
import type { Place } from "#core/context.ts";
import { causeWords } from "#core/error.ts";
import { recordTimeline, type Timeline } from "#core/explain/timeline.ts";
import { grade } from "#core/grade.ts";
import { type Lab, readLab } from "#core/lab/lab.ts";
import { issueLines } from "#reporters/words/issue-lines.ts";
import { progressWords } from "#reporters/words/progress.ts";
import type { Answer, Order, TextFile } from "./messages.ts";

let lab: Lab | undefined;
/** A cluster that waits for the next grade: opening one takes longer than grading on it. */
let ahead: Promise<Place> | undefined;

const answer = (message: Answer): void => postMessage(message);
const stop = (error: unknown): void => answer({ type: "stopped", cause: causeWords(error) });

addEventListener("error", (event) => {
  event.preventDefault();
  stop(event.error);
});
addEventListener("unhandledrejection", ({ reason }) => stop(reason));
addEventListener("message", ({ data }: MessageEvent<Order>) => {
  follow(data).catch(stop);
});

async function follow(order: Order): Promise<void> {
  if (order.type === "prepare") {
    const read = readLab(order.folder);
    if (!read.lab) throw new Error(`The lab's own files are wrong. ${issueLines(read.issues)}`);
    lab = read.lab;
    openAhead(lab);
  } else if (lab) await gradeFiles(lab, order.files);
}

async function gradeFiles(lab: Lab, files: readonly TextFile[]): Promise<void> {
  let place: Place | undefined;
  let timeline: Timeline | undefined;
  const over = new AbortController();
  const limit = new AbortController();
  const alarm = setTimeout(() => limit.abort(budgetSpent()), BUDGET);
  const say = (text: string): void => answer({ type: "progress", text });
  const progress = progressWords(say, say);
  const verdict = await grade({
    lab,
    files: files.map(({ name, text }) => ({ name, bytes: new TextEncoder().encode(text) })),
    open: async () => {
      const opening = ahead ?? openSimulatedPlace(lab);
      ahead = undefined;
      place = await opening;
      timeline = recordTimeline(place, over.signal);
      return place;
    },
    now: () => performance.now(),
    listener: {
      ...progress,
      started: (check) => {
        progress.started(check);
        if (check.act) timeline?.note("Check", check.title);
      },
    },
    signal: new AbortController().signal,
    limit: limit.signal,
  });
  clearTimeout(alarm);
  over.abort();
  answer({ type: "verdict", verdict, timeline: timeline?.moments ?? [] });
  await place?.cluster.close();
  if (!ahead) openAhead(lab);
}

function openAhead(lab: Lab): void {
  ahead = openSimulatedPlace(lab);
  // The grade that asks for it says what went wrong.
  ahead.catch(() => undefined);
}
