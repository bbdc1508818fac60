import { causeWords } from "#core/error.ts";
import { find } from "#site/element.ts";
import type { Workbench } from "./workbench.ts";

/** How far below the window the editor starts to load, so that it is there when it comes into view. */
const AHEAD = "300px";

/** Loads the editor when the reader comes near it, and not before; a button that is pressed earlier is not lost. */
export function wakeWorkbench(root: HTMLElement): void {
  let loading: Promise<Workbench> | undefined;
  const load = (): Promise<Workbench> =>
    (loading ??= loadWorkbench().then(({ startWorkbench }) => startWorkbench(root)));

  function use(what: (workbench: Workbench) => void | Promise<void>): void {
    load()
      .then(what)
      .catch((error: unknown) => {
        const status = find(root, ".progress", HTMLElement);
        status.textContent = `The workbench does not work: ${causeWords(error)} Reload the page to try again.`;
      });
  }

  find(root, ".grade", HTMLElement).addEventListener("click", () => use((workbench) => workbench.grade()));
  find(root, ".start-over", HTMLElement).addEventListener("click", () => use((workbench) => workbench.startOver()));
  root.addEventListener("focusin", () => use(() => undefined), { once: true });
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      use(() => undefined);
    },
    { rootMargin: AHEAD },
  );
  observer.observe(root);
}

async function loadWorkbench(): Promise<typeof import("./workbench.ts")> {
  try {
    return await import("./workbench.ts");
  } catch (error) {
    throw new Error("it could not be loaded. Is there a connection?", { cause: error });
  }
}
