import { expect, test } from "vitest";
import { expectedSchedule } from "./cron-schedule.ts";

// Each of these was given to a real API server.
const accepted = [
  "*/15 0-6,20 1 jan-Mar MON",
  "@daily",
  "@midnight",
  "@every 1h",
  "@every 1.5h",
  "@every -1h",
  "? * ? * ?",
  "5/10 * * * *",
  "1-30/2 * * * *",
  "*-5 * * * *",
  "  * *  * * *  ",
  "1,,2 * * * *",
  "0 0 30 2 *",
  "*/90 * * * *",
];

const refused = [
  "0 3 * *",
  "0 0 0 * * *",
  "* * * * 7",
  "* * * january *",
  "@every 1x",
  "@reboot",
  "@dayly",
  "@HOURLY",
  "*/0 * * * *",
  "10-5 * * * *",
  "* * 0 * *",
  "* * 32 * *",
  "60 * * * *",
  "TZ=UTC * * * * *",
  "CRON_TZ=UTC * * * * *",
  "* * * * fri-sun",
  "* -1 * * *",
  "* * L * *",
];

test.each(accepted)("%j is a schedule", (schedule) => {
  expect(expectedSchedule(schedule)).toBeUndefined();
});

test("what is no schedule says what was expected", () => {
  expect(refused.map((schedule) => `${schedule}: ${expectedSchedule(schedule)}`).join("\n")).toMatchInlineSnapshot(`
    "0 3 * *: five parts: minute, hour, day of the month, month, day of the week
    0 0 0 * * *: five parts: minute, hour, day of the month, month, day of the week
    * * * * 7: five parts, and the day of the week *, a number from 0 to 6, a range or a list of them
    * * * january *: five parts, and the month *, a number from 1 to 12, a range or a list of them
    @every 1x: @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly or @every with a time
    @reboot: @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly or @every with a time
    @dayly: @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly or @every with a time
    @HOURLY: @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly or @every with a time
    */0 * * * *: five parts, and the minute *, a number from 0 to 59, a range or a list of them
    10-5 * * * *: five parts, and the minute *, a number from 0 to 59, a range or a list of them
    * * 0 * *: five parts, and the day of the month *, a number from 1 to 31, a range or a list of them
    * * 32 * *: five parts, and the day of the month *, a number from 1 to 31, a range or a list of them
    60 * * * *: five parts, and the minute *, a number from 0 to 59, a range or a list of them
    TZ=UTC * * * * *: a schedule without a time zone, which stands in timeZone
    CRON_TZ=UTC * * * * *: a schedule without a time zone, which stands in timeZone
    * * * * fri-sun: five parts, and the day of the week *, a number from 0 to 6, a range or a list of them
    * -1 * * *: five parts, and the hour *, a number from 0 to 23, a range or a list of them
    * * L * *: five parts, and the day of the month *, a number from 1 to 31, a range or a list of them"
  `);
});
