import { button, element } from "#site/element.ts";
import type { TextFile } from "#site/workbench/grading/messages.ts";
import type { Parts } from "#site/workbench/parts.ts";
import type { Drafts } from "./drafts.ts";
import type { Editor } from "./editor.ts";

/**
 * Makes the function that puts the exercise back as shipped, which the learner can take back; and tells a learner whose
 * exercise has changed since the last visit, who decides which text stays.
 */
export function offerStartOver(
  { root, files, status, undo }: Parts,
  editor: Editor,
  drafts: Drafts,
  exercise: readonly TextFile[],
): () => void {
  /** What the learner had before starting over. */
  let before: TextFile[] = [];
  undo.addEventListener("click", () => {
    for (const { name, text } of before) editor.replace(name, text);
    editor.focus();
    status.textContent = "Your text is back.";
  });

  function startOver(): void {
    before = editor.files();
    drafts.rebase();
    editor.mark([]);
    for (const { name, text } of exercise) editor.replace(name, text);
    status.textContent = "The exercise is back as shipped.";
    undo.hidden = before.every(({ text }, index) => text === exercise[index]?.text);
    dismiss();
  }

  function keepMine(): void {
    drafts.rebase();
    for (const file of editor.files()) drafts.keep(file);
    dismiss();
  }

  function dismiss(): void {
    if (!notice.isConnected) return;
    notice.remove();
    editor.focus();
  }

  const notice = element(
    "div",
    { class: "notice" },
    element("p", {}, `The exercise has changed since you began (${drafts.outdated.join(", ")}). Your text is kept.`),
    button("Keep my text", { class: "quiet" }, keepMine),
    button("Take the new exercise", { class: "quiet" }, startOver),
  );
  if (drafts.outdated.length > 0) root.insertBefore(notice, files);
  return startOver;
}
