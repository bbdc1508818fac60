import type { Status } from "#core/generated/verdict.ts";
import type { LabFolder } from "#core/lab/lab.ts";
import { find } from "#site/element.ts";
import { startGradeClient } from "./grading/client.ts";
import { findStage } from "./parts.ts";
import { showGrading, showOutcome } from "./verdict/outcome.ts";
import { placeViews } from "./verdict/place.ts";
import { command } from "./verdict/verdict.ts";

/** Lets the page's button run the experiment: a grade in which the learner has nothing to edit. */
export function startExperiment(root: HTMLElement): void {
  const stage = findStage(root);
  const folder = JSON.parse(stage.data.text) as LabFolder;
  const client = startGradeClient(folder);
  const next = (status: Status): (Node | string)[] => nextStep(status, folder);

  async function run(): Promise<void> {
    showGrading(stage);
    const outcome = await client.grade([], (text) => {
      stage.status.textContent = text;
    });
    // Otherwise it was started once more, and that run shows its own outcome.
    if (!outcome) return;
    showOutcome(stage, outcome, { next, showPlace: placeViews([], () => undefined) });
    // What the cluster did is what the reader came for.
    const timeline = stage.verdict.querySelector("details.timeline");
    if (timeline) find(stage.verdict, "details.timeline", HTMLDetailsElement).open = true;
  }

  stage.grade.addEventListener("click", () => void run());
}

function nextStep(status: Status, { id, path }: LabFolder): (Node | string)[] {
  if (status === "error") return ["Next: this is not your doing. Run it again; if it stays so, reload the page."];
  return [
    "Next: see it on a real cluster. ",
    command(`npm run grade -- ${id} --labs ${path.slice(0, path.lastIndexOf("/"))} --cluster kind`),
  ];
}
