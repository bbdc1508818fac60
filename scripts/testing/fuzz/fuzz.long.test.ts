import spawn from "nano-spawn";
import { expect, it } from "vitest";

const SUBMISSIONS = 100_000;
/** In a process of their own, which a submission that takes all memory ends. */
const AT_ONCE = 1000;
/** Megabytes of heap that no submission may need. */
const HEAP = 300;

it(
  "of 100,000 changed submissions none is without a verdict, takes over 5 s or over 300 MB",
  { timeout: 6 * 60 * 60_000 },
  async () => {
    const wrong: string[] = [];
    for (let from = 0; from < SUBMISSIONS; from += AT_ONCE) {
      const args = [
        `--max-old-space-size=${HEAP}`,
        "scripts/testing/fuzz/fuzz-range.ts",
        String(from),
        String(AT_ONCE),
      ];
      const { stdout } = await spawn(process.execPath, args).catch((error: { stdout: string }) => error);
      const lines = stdout.split("\n").filter((line) => line !== "");
      if (lines.pop() !== `${AT_ONCE} done`) wrong.push(`the process from submission ${from} ended early`);
      wrong.push(...lines);
    }
    expect(wrong).toEqual([]);
  },
);
