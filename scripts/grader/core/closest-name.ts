import { distance } from "fastest-levenshtein";

/** Longer names, and one among more, are not guessed: each pair costs the product of their lengths. */
const MAX_LENGTH = 253;
const MAX_CANDIDATES = 1000;

/** The candidate that was probably meant: at most a third of its letters differ. Two letters that changed places are one. */
export function closestName(name: string, candidates: readonly string[]): string | undefined {
  if (name.length > MAX_LENGTH || candidates.length > MAX_CANDIDATES) return undefined;
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    const letters = typingErrors(name.toLowerCase(), candidate.toLowerCase());
    if (letters < bestDistance && letters <= Math.max(1, Math.floor(candidate.length / 3))) {
      best = candidate;
      bestDistance = letters;
    }
  }
  return best;
}

function typingErrors(one: string, other: string): number {
  const letters = distance(one, other);
  return letters === 2 && sorted(one) === sorted(other) ? 1 : letters;
}

function sorted(name: string): string {
  return Array.from(name).sort().join("");
}
