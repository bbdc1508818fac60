import type { Status, VerdictLocation } from "#core/generated/verdict.ts";
import { element } from "#site/element.ts";
import { openDrafts } from "./editor/drafts.ts";
import { createEditor } from "./editor/editor.ts";
import { fileTabs } from "./editor/file-tabs.ts";
import { marksOf } from "./editor/marks.ts";
import { offerStartOver } from "./editor/start-over.ts";
import { startGradeClient } from "./grading/client.ts";
import type { TextFile, WorkbenchData } from "./grading/messages.ts";
import { findParts } from "./parts.ts";
import { showGrading, showOutcome } from "./verdict/outcome.ts";
import { placeViews } from "./verdict/place.ts";
import { command } from "./verdict/verdict.ts";

/** What the page's buttons do. */
export interface Workbench {
  grade(): Promise<void>;
  startOver(): void;
}

/** Puts the editor in the place of the exercise's code blocks, and grades what is in it. */
export function startWorkbench(root: HTMLElement): Workbench {
  const parts = findParts(root);
  const { folder, exercise } = JSON.parse(parts.data.text) as WorkbenchData;
  const client = startGradeClient(folder);
  const drafts = openDrafts(location.pathname, exercise);
  const panel = element("div", { id: `${root.id}-panel` });
  const names = exercise.map(({ name }) => name);
  const tabs = fileTabs(names, panel, (name) => editor.show(name));

  const hadFocus = parts.files.contains(document.activeElement);
  parts.files.replaceChildren(tabs.element, panel);
  const editor = createEditor({
    parent: panel,
    files: drafts.files,
    describedBy: parts.keys.id,
    changed,
    // As if pressed, so that there is one way to grade.
    grade: () => parts.grade.click(),
  });
  if (hadFocus) editor.focus();
  panel.addEventListener("focusin", () => client.prepare(), { once: true });
  const startOver = offerStartOver(parts, editor, drafts, exercise);

  function changed(file: TextFile): void {
    parts.unkept.hidden = drafts.keep(file);
    parts.undo.hidden = true;
    parts.stale.hidden = parts.verdict.childElementCount === 0;
  }

  async function grade(): Promise<void> {
    const files = editor.files();
    showGrading(parts);
    const outcome = await client.grade(files, (text) => {
      parts.status.textContent = text;
    });
    // Otherwise another grade has begun, which shows its own outcome.
    if (!outcome) return;
    editor.mark(outcome.graded ? marksOf(outcome.graded.verdict) : []);
    showOutcome(parts, outcome, { next: (status) => nextStep(status, folder.id), showPlace: placeViews(files, goTo) });
    parts.stale.hidden = editor.files().every(({ text }, index) => text === files[index]?.text);
  }

  function goTo(place: VerdictLocation): void {
    tabs.select(place.file);
    editor.goTo(place);
  }

  return { grade, startOver };
}

function nextStep(status: Status, lab: string): (Node | string)[] {
  const onKind = command(`npm run grade -- ${lab} --cluster kind`);
  switch (status) {
    case "pass":
      return [
        "Next: a real cluster has the last word. Fork the repository, put your files into ",
        element("code", {}, `labs/${lab}/exercise`),
        " and run ",
        onKind,
      ];
    case "unsupported":
      return ["Next: a real cluster can say. In a copy of the repository, run ", onKind];
    case "error":
      return ["Next: this is not about your files, and they are kept. Grade again; if it stays so, reload the page."];
    default:
      return ["Next: change the file above and grade again."];
  }
}
