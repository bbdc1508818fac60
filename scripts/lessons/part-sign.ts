/** The letter of a lesson's part, as of a concourse at an airport: `A` for 1. */
export function partSign(number: number): string {
  return String.fromCodePoint(64 + number);
}
