import { type ProcessContext, getClock } from "#simulator/webernetes/webernetes.ts";

/** A program that does what a real one does, for the arguments that it understands. */
export interface Program {
  understands(args: readonly string[]): boolean;
  /** Runs to its end and resolves with the exit code; what it writes to its standard output goes to `write`. */
  run(process: ProcessContext, args: readonly string[], write: (text: string) => void): Promise<number> | number;
  /** The files that it looks at, and those that it makes or changes; none where it has nothing to do with files. */
  files?(args: readonly string[]): { reads?: readonly string[]; writes?: readonly string[] };
}

/** Programs by name. */
export type Programs = Record<string, Program>;

/** The program of that name, with or without the folder that it is in. */
export function findProgram(name: string, programs: Programs): Program | undefined {
  return programs[name] ?? programs[name.replace(/^(?:\/usr)?\/s?bin\//, "")];
}

const noOption = (args: readonly string[]): boolean => args.every((arg) => !arg.startsWith("-"));
const always = (): boolean => true;

/** The tools of every image with a shell, with the options that labs use. */
export const tools: Programs = {
  true: { understands: always, run: () => 0 },
  ":": { understands: always, run: () => 0 },
  false: { understands: always, run: () => 1 },
  echo: {
    understands: ([first = ""]) => !first.startsWith("-"),
    run: (_, args, write) => (write(`${args.join(" ")}\n`), 0),
  },
  sleep: {
    understands: (args) => args.length === 1 && /^(?:\d+(?:\.\d+)?[smh]?|infinity|variable)$/.test(args[0]!),
    run: async (process, [duration = "0"]) => {
      await (duration === "infinity" ? process.waitUntilKilled() : process.sleep(milliseconds(duration)));
      return 0;
    },
  },
  cat: {
    understands: (args) => args.length > 0 && noOption(args),
    run: (process, args, write) => eachFile(process, args, "cat: can't open", (_, text) => write(text)),
    files: (args) => ({ reads: args }),
  },
  cp: {
    understands: (args) => noOption(args) && args.length === 2,
    run: (process, [from = "", to = ""]) =>
      eachFile(process, [from], "cp: can't stat", (_, text) => process.fs.write(targetOf(process, from, to), text)),
    files: ([from = "", to = ""]) => ({ reads: [from], writes: [to] }),
  },
  mkdir: {
    // Only files are kept here: a folder that was asked for is there.
    understands: ([option, ...paths]) => option === "-p" && paths.length > 0 && noOption(paths),
    run: () => 0,
    files: ([, ...paths]) => ({ writes: paths }),
  },
  date: {
    understands: (args) => args.length === 0,
    run: (process, _, write) => (write(`${dateText(new Date(getClock(process).nowMs()))}\n`), 0),
  },
  touch: {
    understands: (args) => args.length > 0 && noOption(args),
    run: (process, args) => {
      for (const path of args) process.fs.write(path, process.fs.read(path) ?? "");
      return 0;
    },
    files: (args) => ({ writes: args }),
  },
  rm: {
    understands: (args) => noOption(args.filter((arg) => arg !== "-f")),
    run: (process, args) => {
      const paths = args.filter((arg) => arg !== "-f");
      if (args.includes("-f")) for (const path of paths) process.fs.delete(path);
      else return eachFile(process, paths, "rm: can't remove", (path) => process.fs.delete(path));
      return 0;
    },
    files: (args) => ({ writes: args.filter((arg) => arg !== "-f") }),
  },
  hostname: {
    understands: (args) => args.length === 0,
    run: (process, _, write) => (write(`${process.pod.name}\n`), 0),
  },
  printenv: {
    understands: (args) => args.length > 0 && noOption(args),
    run: (process, args, write) => {
      const values = args.map((name) => process.env.get(name));
      for (const value of values) if (value !== undefined) write(`${value}\n`);
      return values.includes(undefined) ? 1 : 0;
    },
  },
  test: { understands: (args) => isTest(args), run: (process, args) => runTest(process, args), files: testedFiles },
  "[": {
    understands: (args) => args.at(-1) === "]" && isTest(args.slice(0, -1)),
    run: (process, args) => runTest(process, args.slice(0, -1)),
    files: testedFiles,
  },
};

/** Where `cp` puts a file: into a folder that ends with a slash or is a volume, or in the place of another file. */
function targetOf({ fs }: ProcessContext, from: string, to: string): string {
  const isFolder = to.endsWith("/") || fs.has(`${to}/`);
  return isFolder ? `${to.replace(/\/$/, "")}/${from.slice(from.lastIndexOf("/") + 1)}` : to;
}

/** `Tue Dec  1 09:05:03 UTC 2026`, of `Tue, 01 Dec 2026 09:05:03 GMT`. */
function dateText(now: Date): string {
  const [day = "", date, month, year, time] = now.toUTCString().split(" ");
  return `${day.slice(0, 3)} ${month} ${String(Number(date)).padStart(2)} ${time} UTC ${year}`;
}

/** The file of `-f FILE`. */
function testedFiles([option, path = ""]: readonly string[]): { reads?: readonly string[] } {
  return option === "-e" || option === "-f" || option === "-s" || option === "-r" ? { reads: [path] } : {};
}

/** `15`, `0.5`, `2m` in milliseconds. */
function milliseconds(duration: string): number {
  const factors: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000 };
  return Number.parseFloat(duration) * (factors[duration.at(-1)!] ?? 1000);
}

/** Does something with each file that is there; 1, and a line of complaint, where one is not. */
function eachFile(
  process: ProcessContext,
  paths: readonly string[],
  complaint: string,
  act: (path: string, text: string) => void,
): number {
  let code = 0;
  for (const path of paths) {
    const text = process.fs.read(path);
    if (text !== undefined) act(path, text);
    else {
      process.writeStderr(`${complaint} '${path}': No such file or directory\n`);
      code = 1;
    }
  }
  return code;
}

function isTest(args: readonly string[]): boolean {
  const [first, operator] = args;
  if (args.length === 2) return ["-e", "-f", "-s", "-r", "-n", "-z"].includes(first!);
  return args.length === 3 && ["=", "!="].includes(operator!);
}

function runTest(process: ProcessContext, [first = "", second = "", third = ""]: readonly string[]): number {
  const holds: Record<string, () => boolean> = {
    "-e": () => process.fs.has(second),
    "-f": () => process.fs.has(second),
    "-r": () => process.fs.has(second),
    "-s": () => (process.fs.read(second) ?? "") !== "",
    "-n": () => second !== "",
    "-z": () => second === "",
  };
  const binary = second === "=" ? first === third : first !== third;
  return (holds[first]?.() ?? binary) ? 0 : 1;
}
