/** The same sequence of numbers in [0, 1) for the same seed: an LCG whose bits are mixed, with a period of 2³². */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    let bits = state ^ (state >>> 16);
    bits = Math.imul(bits, 0x45d9f3b);
    bits ^= bits >>> 15;
    return (bits >>> 0) / 2 ** 32;
  };
}

/**
 * Answers `Math.random` from `random` until the returned function is called. Webernetes calls the global for names,
 * uids and jitter and offers no other way; see `turns.ts` for how narrowly this is used.
 */
export function lendMathRandom(random: () => number): () => void {
  const own = Math.random;
  Math.random = random;
  return () => {
    Math.random = own;
  };
}
