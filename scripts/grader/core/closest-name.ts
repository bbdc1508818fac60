import { distance } from "fastest-levenshtein";

/** The candidate that was probably meant: at most a third of its letters differ. */
export function closestName(name: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    const letters = distance(name.toLowerCase(), candidate.toLowerCase());
    if (letters < bestDistance && letters <= Math.max(1, Math.floor(candidate.length / 3))) {
      best = candidate;
      bestDistance = letters;
    }
  }
  return best;
}
