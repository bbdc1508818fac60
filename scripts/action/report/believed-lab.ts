import { boundedVerdict } from "#action/bounded-verdict.ts";
import { digestOf } from "#core/digest.ts";
import type { Verdict } from "#core/generated/verdict.ts";
import type { Lab } from "#core/lab/lab.ts";
import { sourcesOf } from "#core/submission/encoding.ts";
import type { SubmittedFile } from "#core/submission/submission.ts";
import type { GradedLab } from "#reporters/graded-lab.ts";
import { contradiction } from "./contradiction.ts";
import { type Refused, refused } from "./refused.ts";

/**
 * A verdict that this grader gave on this lab as it is now and these files, and that a grade of it can end with; or why it is not. `grader` is
 * the digest of the grader that goes with the lab.
 */
export function believedLab(
  verdict: Verdict,
  lab: Lab,
  files: readonly SubmittedFile[],
  grader: string,
): GradedLab | Refused {
  if (verdict.grader?.digest !== grader) return refused("grader-changed");
  if (verdict.lab.id !== lab.id || verdict.lab.digest !== lab.digest) return refused("lab-changed", lab.id);
  if (verdict.submission.digest !== digestOf(files)) return refused("files-differ", lab.id);
  const impossible = contradiction(verdict, lab);
  if (impossible !== undefined) return refused("grades-impossible", `${lab.id}: ${impossible}`);
  const sources = sourcesOf(files);
  return { verdict: boundedVerdict(verdict), folder: `labs/${lab.id}/exercise`, sources };
}
