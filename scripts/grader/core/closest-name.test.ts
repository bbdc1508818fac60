import { expect, it } from "vitest";
import { closestName } from "./closest-name.ts";

it.each([
  ["replcas", "replicas"],
  ["Replicas", "replicas"],
  ["prot", "port"],
  ["nmae", "name"],
  ["imge", "image"],
  ["contaners", "containers"],
  ["pord", "port"],
  ["kind", undefined],
  ["eman", undefined],
  ["", undefined],
])("%s: %s", (name, meant) => {
  expect(closestName(name, ["replicas", "port", "name", "image", "containers"])).toBe(meant);
});
