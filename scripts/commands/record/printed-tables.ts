/** Changes a cell of a table that a program printed; gets the column's heading. */
type ChangeCell = (cell: string, heading: string) => string;

/** A first line with two headings or more, such as `NAME   STATUS   AGE`. */
const HEADER = /^[A-Z][A-Z-]*(\([A-Z]\))?( [A-Z]+)*( {2,}[A-Z][A-Z-]*(\([A-Z]\))?( [A-Z]+)*)+ *$/;

const GAP = 3;

/** The text with the cells of its tables changed and their columns set anew, as kubectl sets them. */
export function changeTables(text: string, change: ChangeCell): string {
  const lines = text.split("\n");
  const out: string[] = [];
  while (lines.length > 0) {
    const header = lines[0] ?? "";
    const starts = HEADER.test(header) ? [...header.matchAll(/(?<=^| {2})\S/g)].map(({ index }) => index) : [];
    const end = starts.length > 0 ? tableEnd(lines, starts) : 0;
    if (end > 0) out.push(...setAnew(lines.splice(0, end), starts, change));
    else out.push(change(lines.shift() ?? "", ""));
  }
  return out.join("\n");
}

/** A table goes on while each of its columns begins after a space. */
function tableEnd(lines: readonly string[], starts: readonly number[]): number {
  const end = lines.findIndex(
    (line) => line.trim() === "" || starts.some((start) => start > 0 && (line[start - 1] ?? " ") !== " "),
  );
  return end === -1 ? lines.length : end;
}

function setAnew(lines: string[], starts: readonly number[], change: ChangeCell): string[] {
  const rows = lines.map((line) => starts.map((start, index) => line.slice(start, starts[index + 1]).trim()));
  const [headings = [], ...body] = rows;
  const cells = [headings, ...body.map((row) => row.map((cell, index) => change(cell, headings[index] ?? "")))];
  const widths = starts.map((_, index) => Math.max(...cells.map((row) => row[index]?.length ?? 0)) + GAP);
  return cells.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join("")
      .trimEnd(),
  );
}
