import type { ProcessContext } from "#simulator/webernetes/webernetes.ts";

/** By container: how the program that is its process 1 ends when it is asked to. */
const handlers = new WeakMap<object, () => void>();

/** Resolves when the container's process 1 gets SIGTERM, which has no effect where nobody waits for it. */
export function whenAskedToEnd({ container }: ProcessContext): Promise<void> {
  return new Promise((resolve) => {
    handlers.set(container, resolve);
  });
}

/** Gives the container's process 1 a SIGTERM. */
export function politeEnd({ container }: ProcessContext): void {
  handlers.get(container)?.();
}

/** Lets SIGTERM have no effect any more: the program has stopped. */
export function ignoreEnd(container: object): void {
  handlers.delete(container);
}
