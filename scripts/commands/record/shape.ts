/** What two runs of the same command can differ in although nothing is wrong: numbers, their units, sums, widths, which worker. */
const DIFFERENCES: readonly (readonly [RegExp, string])[] = [
  [/\b(?=[a-f]*\d)[0-9a-f]{8}\b/g, "0"],
  [/\d+(\.\d+)?(ns|µs|ms|s|m|h|d)(?![a-z])/g, "0s"],
  [/\b\d+(\.\d+)? [kMG]B\b/g, "0 B"],
  [/\bworker2\b/g, "worker"],
  // How many of how many are ready is no such difference.
  [/(?<![\d/])\d+(?![\d/])/g, "0"],
  [/-{2,}/g, "-"],
  [/ +/g, " "],
];

/** The shape of a recorded terminal: two recordings have the same if they say the same; lines of output in any order. */
export function shapeOf(session: string): string {
  const lines = DIFFERENCES.reduce((text, [pattern, shown]) => text.replaceAll(pattern, shown), session).split("\n");
  const groups: string[][] = [[]];
  for (const line of lines) {
    // What stands between two commands is what the first one printed.
    if (line.startsWith("$ ")) groups.push([line], []);
    else groups.at(-1)?.push(line.trim());
  }
  return groups.flatMap((group) => group.sort()).join("\n");
}
