/** Milliseconds of real time that a grade on the simulated cluster has: none needs a tenth of it. */
export const BUDGET = 20_000;

/** Why a grade was ended that took longer. Submissions are bounded before they are graded, so none of them is the reason. */
export function budgetSpent(): Error {
  return new Error(
    `The grade took longer than ${BUDGET / 1000} seconds, all the time that it has, and was ended. ` +
      "This is a fault of the grader or of a busy computer, not a mistake in your files. " +
      "If it happens again, please report it with your files.",
  );
}
