import { expect, test } from "vitest";
import { runsEvery } from "./cron-runs.ts";

const HOUR = 3_600_000;

/** Those that run every so many hours. */
function every(hours: number, schedules: string[]): string[] {
  return schedules.filter((schedule) => runsEvery(schedule, hours * HOUR));
}

test("a schedule that runs every six hours does, however it is written", () => {
  const schedules = [
    "0 */6 * * *",
    "0 */6 * * ?",
    "0 00,06,12,18 * * *",
    "0 18,0,6,12,6 * * *",
    "30 1-23/6 * * *",
    "30 3/6 * * *",
    "15 0-23/6 1-31 JAN-DEC sun-sat",
    " 0\t*/6 */1 ?/1 *",
    "0-0 */6 * * 0-6",
    "0/60 +0,+6,+12,+18 * * *",
    "@every 6h",
    "@every 360m",
    "@every 5h59m60s",
    "@every 6.0h0.5s",
  ];
  expect(every(6, schedules)).toEqual(schedules);
});

test("a schedule that runs at other times does not", () => {
  expect(
    every(6, [
      "* */6 * * *",
      "0,30 */6 * * *",
      "6 * * * *",
      "0 6 * * *",
      "*/6 * * * *",
      "0 */5 * * *",
      "0 0,6,12,19 * * *",
      "0 0-18 * * *",
      "0 */6 * * MON-FRI",
      "0 */6 1-30 * *",
      "0 */6 */2 * *",
      "0 */6 * 1-11 *",
      "0 */6 * */2 *",
      "0 */6 29 2 *",
      "0 */6 31 2 *",
      "@daily",
      "@hourly",
      "@every 6m",
      "@every -6h",
      "@every 6",
      "TZ=UTC 0 */6 * * *",
      "0 */6 * * * *",
      "every six hours",
      "",
    ]),
  ).toEqual([]);
});

test("days that are restricted by date and by day of the week need only one of them", () => {
  // On odd dates, and on each day of the week: every day.
  expect(every(24, ["0 0 */2 * 0-6", "0 0 */2 * 0,1,2,3,4,5,6"])).toEqual(["0 0 */2 * 0-6", "0 0 */2 * 0,1,2,3,4,5,6"]);
  expect(every(24, ["0 0 */2 * *", "0 0 */2 * 1"])).toEqual([]);
});

test("the words for schedules have their times", () => {
  expect(every(1, ["@hourly", "@daily"])).toEqual(["@hourly"]);
  expect(every(24, ["@hourly", "@daily", "@midnight", "@weekly"])).toEqual(["@daily", "@midnight"]);
  expect(every(168, ["@weekly", "@monthly", "@yearly", "@annually", "0 12 * * 7", "0 12 * * wed"])).toEqual([
    "@weekly",
    "0 12 * * wed",
  ]);
});
