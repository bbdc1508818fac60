import { expect, it } from "vitest";
import { lendMathRandom, seededRandom } from "./seeded-random.ts";

it("gives the same numbers for the same seed and others for another", () => {
  const take = (seed: number) => Array.from({ length: 5 }, seededRandom(seed));
  expect(take(1)).toEqual(take(1));
  expect(take(1)).not.toEqual(take(2));
});

it("spreads its numbers over [0, 1) without repeating one", () => {
  const numbers = Array.from({ length: 10_000 }, seededRandom(1));
  expect(new Set(numbers).size).toBe(10_000);
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  const tenths = Array.from({ length: 10 }, (_, tenth) => numbers.filter((n) => Math.floor(n * 10) === tenth).length);
  for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(150);
});

it("lends Math.random until it is given back", () => {
  const own = Math.random;
  const giveBack = lendMathRandom(() => 0.25);
  expect(Math.random()).toBe(0.25);
  giveBack();
  expect(Math.random).toBe(own);
});
