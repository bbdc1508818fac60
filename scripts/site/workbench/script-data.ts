/** Data for a script element, in whose text `<` could begin its end. */
export function scriptData(data: unknown): string {
  return JSON.stringify(data).replaceAll("<", "\\u003c");
}
