import { expectedSchedule, numberOf, type Part, parts } from "./cron-schedule.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** After 28 years every date falls on the same day of the week again. */
const DAYS = 28 * 366;

/**
 * Whether a cron schedule always runs again after the same time, in milliseconds: every six hours at `0 0,6,12,18 * * *` and
 * with `@every 6h` alike. False for one that Kubernetes cannot read. Source: robfig/cron's SpecSchedule and
 * ConstantDelaySchedule.
 */
export function runsEvery(schedule: string, period: number): boolean {
  if (expectedSchedule(schedule) !== undefined) return false;
  if (schedule.startsWith("@every ")) return delay(schedule.slice("@every ".length)) === period;
  const [minutes, hours, ...days] = (DESCRIPTORS[schedule] ?? schedule).trim().split(/\s+/).map(fieldOf);
  let last: number | undefined;
  for (let day = 0; day < DAYS; day += 1) {
    if (!runsOn(new Date(day * DAY), days)) continue;
    for (const hour of hours?.values ?? []) {
      for (const minute of minutes?.values ?? []) {
        const run = day * DAY + (hour * 60 + minute) * MINUTE;
        if (last !== undefined && run - last !== period) return false;
        last = run;
      }
    }
  }
  return last !== undefined;
}

const DESCRIPTORS: { readonly [schedule: string]: string } = {
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
  "@monthly": "0 0 1 * *",
  "@weekly": "0 0 * * 0",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@hourly": "0 * * * *",
};

interface Field {
  /** In ascending order. */
  values: number[];
  /** Whether the part restricts nothing: `*`, `?`, `*` with a step of one. */
  any: boolean;
}

/** If the day of the month and the day of the week are both restricted, one of them is enough. Source: robfig/cron's dayMatches. */
function runsOn(date: Date, [dayOfMonth, month, dayOfWeek]: Field[]): boolean {
  if (!month?.values.includes(date.getUTCMonth() + 1)) return false;
  const onDate = dayOfMonth?.values.includes(date.getUTCDate()) ?? false;
  const onDay = dayOfWeek?.values.includes(date.getUTCDay()) ?? false;
  return dayOfMonth?.any || dayOfWeek?.any ? onDate && onDay : onDate || onDay;
}

function fieldOf(text: string, index: number): Field {
  const part = parts[index];
  const ranges = text.split(",").flatMap((range) => (part && range !== "" ? [rangeOf(range, part)] : []));
  return {
    values: [...new Set(ranges.flatMap(({ values }) => values))].sort((a, b) => a - b),
    any: ranges.some(({ any }) => any),
  };
}

function rangeOf(text: string, part: Part): Field {
  const [range = "", step = ""] = text.split("/");
  const [first = "", last] = range.split("-");
  const by = Number(step || 1);
  const all = first === "*" || first === "?";
  const from = all ? part.least : numberOf(first, part);
  // `5/15` is every 15th from 5 on.
  const open = all || (last === undefined && step !== "");
  const to = open ? part.most : numberOf(last ?? first, part);
  const values = Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, index) => from + index * by);
  return { values, any: all && by === 1 };
}

const UNITS: { readonly [unit: string]: number } = { ns: 1e-6, us: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Whole seconds, and at least one. Source: robfig/cron's Every. */
function delay(text: string): number {
  const amounts = [...text.matchAll(/([\d.]+)(ns|us|ms|s|m|h)/g)];
  const milliseconds = amounts.reduce((sum, [, amount, unit = ""]) => sum + Number(amount) * (UNITS[unit] ?? 0), 0);
  return text.startsWith("-") ? 1000 : Math.max(1000, Math.floor(milliseconds / 1000) * 1000);
}
