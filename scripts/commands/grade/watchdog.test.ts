import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";

/** What a process says, and its exit code, that grades two labs of which the first is done, until its only thread hangs. */
async function processThatHangs(
  format: string,
  hang: string,
  output?: string,
): Promise<{ code: unknown; text: string }> {
  const script = `
    const { startWatchdog } = await import("#commands/grade/watchdog.ts");
    const { undecidedLab } = await import("#places/grade-submission.ts");
    const { courseAt } = await import("#course/course.ts");
    const { openSubmission } = await import("#course/submissions.ts");
    const names = ["self-healing", "route-traffic", "place-a-pod"];
    const submissions = await Promise.all(names.map((name) => openSubmission(name, courseAt("."))));
    const how = { format: "${format}", one: false, again: names.map((name) => "npm run grade -- " + name) };
    const watchdog = startWatchdog(submissions, { ...how, output: ${JSON.stringify(output)} }, 500);
    watchdog.graded(0, undecidedLab(submissions[0], "The first lab is done"));
    watchdog.started(1);
    ${hang}`;
  return await new Promise((resolve) => {
    execFile(process.execPath, ["--input-type=module", "--eval", script], (error, stdout) =>
      resolve({ code: error?.code ?? error?.signal ?? 0, text: stdout }),
    );
  });
}

it("a process whose only thread hangs in a grade reports that lab and those behind it, and ends", async () => {
  const { code, text } = await processThatHangs("terminal", "for (;;);");
  expect(code).toBe(2);
  expect(text.replaceAll(/^.*\d\/\d+\n/gm, "")).toMatchInlineSnapshot(`
    "Route traffic with Services  no cluster

      ! error  The grade took longer than 20 seconds, all the time that it has, and was ended. This is a fault of the grader or of a busy computer, not a mistake in your files. If it happens again, please report it with your files.


    ! error: no verdict was reached
    Next: this is not about your files; mend the cause above, then npm run grade -- route-traffic

    Place a Pod  no cluster

      ! error  Not graded: the grade of route-traffic did not end, and the process was ended with it. Grade this lab alone


    ! error: no verdict was reached
    Next: this is not about your files; mend the cause above, then npm run grade -- place-a-pod

    ! self-healing   error: no verdict was reached
    ! route-traffic  error: no verdict was reached
    ! place-a-pod    error: no verdict was reached
    "
  `);
});

it("so does one that hangs in a regular expression, in a format for programs", async () => {
  const { code, text } = await processThatHangs("json", String.raw`/^(a+)+$/.test("a".repeat(60) + "!");`);
  expect(code).toBe(2);
  const labs = JSON.parse(text) as { lab: { id: string }; status: string; error: string }[];
  expect(labs.map(({ lab, status, error }) => `${lab.id} ${status}: ${error}`)).toMatchInlineSnapshot(`
    [
      "self-healing error: The first lab is done",
      "route-traffic error: The grade took longer than 20 seconds, all the time that it has, and was ended. This is a fault of the grader or of a busy computer, not a mistake in your files. If it happens again, please report it with your files.",
      "place-a-pod error: Not graded: the grade of route-traffic did not end, and the process was ended with it. Grade this lab alone",
    ]
  `);
});

it("and one that writes to a file", async () => {
  const output = join(tmpdir(), `watchdog-${process.pid}.txt`);
  try {
    expect(await processThatHangs("terminal", "for (;;) await 1;", output)).toEqual({ code: 2, text: "" });
    expect(
      (await readFile(output, "utf8")).split("\n").filter((line) => line.includes("seconds, all the time")),
    ).toHaveLength(1);
  } finally {
    await rm(output, { force: true });
  }
});
