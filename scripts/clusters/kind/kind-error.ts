/** What stands between us and a kind cluster. */
export type KindProblem =
  | "kind-missing"
  | "docker-missing"
  | "docker-not-running"
  | "docker-forbidden"
  | "too-many-open-files"
  | "kind-failed";

/** No kind cluster can be had; the message ends with the next thing to do. */
export class KindError extends Error {
  override readonly name = "KindError";
  readonly problem: KindProblem;
  constructor(problem: KindProblem, message: string, cause?: unknown) {
    super(message, { cause });
    this.problem = problem;
  }
}
