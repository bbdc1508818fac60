const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** One of the five parts of a schedule, with the least and the greatest number that it takes. */
export interface Part {
  name: string;
  least: number;
  most: number;
  names: readonly string[];
}

/** The parts in their order. */
export const parts: readonly Part[] = [
  { name: "minute", least: 0, most: 59, names: [] },
  { name: "hour", least: 0, most: 23, names: [] },
  { name: "day of the month", least: 1, most: 31, names: [] },
  { name: "month", least: 1, most: 12, names: months },
  { name: "day of the week", least: 0, most: 6, names: days },
];

const descriptors = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];

/** What was expected of a cron schedule that Kubernetes cannot read; undefined for a good one. Source: robfig/cron's ParseStandard. */
export function expectedSchedule(schedule: string): string | undefined {
  if (/TZ=/.test(schedule)) return "a schedule without a time zone, which stands in timeZone";
  if (schedule.startsWith("@")) {
    const known =
      descriptors.includes(schedule) ||
      /^@every -?(\d+(\.\d*)?|\.\d+)(ns|us|ms|s|m|h)((\d+(\.\d*)?|\.\d+)(ns|us|ms|s|m|h))*$/.test(schedule);
    return known ? undefined : `${descriptors.join(", ")} or @every with a time`;
  }
  const texts = schedule.trim().split(/\s+/);
  if (texts.length !== parts.length) return "five parts: minute, hour, day of the month, month, day of the week";
  const wrong = parts.find((part, index) => !isPart(texts[index] ?? "", part));
  return (
    wrong &&
    `five parts, and the ${wrong.name} *, a number from ${wrong.least} to ${wrong.most}, a range or a list of them`
  );
}

function isPart(text: string, part: Part): boolean {
  const ranges = text.split(",").filter((range) => range !== "");
  return ranges.every((range) => isRange(range, part));
}

function isRange(text: string, part: Part): boolean {
  const [range = "", step, ...more] = text.split("/");
  if (more.length > 0 || (step !== undefined && !/^0*[1-9]\d*$/.test(step))) return false;
  const [first = "", last, ...rest] = range.split("-");
  // The parser looks at nothing after an asterisk.
  if (first === "*" || first === "?") return rest.length === 0;
  const from = numberOf(first, part);
  const to = last === undefined ? from : numberOf(last, part);
  return rest.length === 0 && from >= part.least && to <= part.most && from <= to;
}

/** The number that a word or digits stand for in a part of a schedule; NaN for anything else. */
export function numberOf(text: string, { least, names }: Part): number {
  const index = names.indexOf(text.toLowerCase());
  if (index !== -1) return index + least;
  return /^\+?\d+$/.test(text) ? Number(text) : Number.NaN;
}
